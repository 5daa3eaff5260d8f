import type { Format } from '../options.ts';
import type { CheckReport } from '../report.ts';
import type { System } from '../system.ts';
import type { Style } from '../terminal.ts';
import { printGithub } from './github.ts';
import { printHtml } from './html.ts';
import { printJson } from './json.ts';
import { printMarkdown } from './markdown.ts';
import { printSarif } from './sarif.ts';
import { printText } from './text.ts';

export type Printing = {
  readonly style: Style;
  /** Of the page to fill. */
  readonly columns: number;
  /** What the run took so far. Only the text for people says it: other formats are the same for the same input. */
  readonly milliseconds: number;
  readonly system: Pick<System, 'fileUri' | 'sha256'>;
};

/** A report in one of the formats, with a line break at its end. */
export function printReport(format: Format, report: CheckReport, printing: Printing): string {
  switch (format) {
    case 'text':
      return printText(report, printing);
    case 'json':
      return printJson(report);
    case 'sarif':
      return printSarif(report, printing.system);
    case 'github':
      return printGithub(report);
    case 'markdown':
      return printMarkdown(report);
    case 'html':
      return printHtml(report, printing.system);
  }
}
