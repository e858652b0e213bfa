import { getTreeExpandedState, type RenderTreeNodePayload, Tree, type TreeNodeData, useTree } from '@mantine/core';
import { useMemo } from 'react';
import { type Folder, pathTo } from './folders';
import { countText } from '#format/count';
import { DownIcon, FolderIcon, RightIcon } from './icons';
import classes from './FolderTree.module.css';

export interface FolderTreeProps {
  label: string;
  folders: Folder[];
  /** What is in a folder and within it. */
  counts?: Map<number, number>;
  total?: number;
  /** Undefined: all of them. */
  chosen: number | undefined;
  onChoose: (folder: number | undefined) => void;
}

const allValue = 'all';

/** Folders to narrow a list by, one at a time. */
export default function FolderTreeView({ label, folders, counts, total, chosen, onChoose }: FolderTreeProps) {
  const data = useMemo(() => [{ value: allValue, label: 'All' }, ...folders.map(nodeOf)], [folders]);
  const opened = useMemo(() => pathTo(folders, chosen).map((folder) => String(folder.ID)), [folders, chosen]);
  const tree = useTree({ initialExpandedState: getTreeExpandedState(data, opened) });
  const countOf = (value: string) => (value === allValue ? total : counts?.get(Number(value)));
  const chosenValue = chosen === undefined ? allValue : String(chosen);
  const choose = (value: string) => onChoose(value === allValue ? undefined : Number(value));
  return (
    <Tree
      aria-label={label}
      data={data}
      tree={tree}
      levelOffset={0}
      expandOnClick={false}
      classNames={{ node: classes.item, root: classes.tree, label: classes.outer }}
      renderNode={(payload) => <FolderNode {...payload} count={countOf(payload.node.value)} isChosen={payload.node.value === chosenValue} onChoose={choose} />}
    />
  );
}

type NodeProps = RenderTreeNodePayload & { count: number | undefined; isChosen: boolean; onChoose: (value: string) => void };

function FolderNode({ node, level, expanded, hasChildren, elementProps, tree, count, isChosen, onChoose }: NodeProps) {
  return (
    <div {...elementProps} className={classes.node} data-chosen={isChosen || undefined} style={{ ...elementProps.style, paddingLeft: 8 + (level - 1) * 14 }} onClick={() => onChoose(node.value)}>
      <span className={classes.fold} onClick={(event) => hasChildren && (event.stopPropagation(), tree.toggleExpanded(node.value))}>
        {hasChildren && (expanded ? <DownIcon size={13} /> : <RightIcon size={13} />)}
      </span>
      {node.value !== allValue && <FolderIcon size={15} stroke={1.5} aria-hidden />}
      <button type="button" tabIndex={-1} className={`${classes.name} cut`} aria-pressed={isChosen} title={String(node.label)}>
        {node.label}
      </button>
      {count !== undefined && <span className={classes.count}>{countText(count)}</span>}
    </div>
  );
}

function nodeOf(folder: Folder): TreeNodeData {
  return { value: String(folder.ID), label: folder.name, children: folder.children.length > 0 ? folder.children.map(nodeOf) : undefined };
}
