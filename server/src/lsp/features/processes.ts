import { formatOf } from '../../engine/formats.ts';
import { namesProcesses } from '../../formats/procfile/process-names.ts';
import type { Feature } from './feature.ts';
import { describeType } from './procfile-hover.ts';
import { processAt, processDefinitions, processPlaces, renameProcess } from './procfile-rename.ts';

/** What the editor can do with the process types of a Procfile where other files name them: formations, scripts. */
export const PROCESS_FEATURE: Feature = {
  isFor: (path) => namesProcesses(path) && formatOf(path) !== 'procfile',
  async hover(request) {
    const process = processAt(request);
    if (!process || (await processDefinitions(request, process.name)).length === 0) return undefined;
    return { span: process.span, markdown: describeType(process.name) };
  },
  async definition(request) {
    const process = processAt(request);
    const places = process ? await processDefinitions(request, process.name) : [];
    return places.filter(({ path, span }) => path !== request.path || span.start !== process?.span.start);
  },
  async references(request) {
    const process = processAt(request);
    return process ? processPlaces(request, process.name) : [];
  },
  async renamable(request) {
    const process = processAt(request);
    if (!process) return undefined;
    return (await processDefinitions(request, process.name)).length > 0 ? process.span : undefined;
  },
  rename: renameProcess,
};
