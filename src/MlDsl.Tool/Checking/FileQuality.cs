using MlDsl.Labels;
using MlDsl.Tool.Scaffolding;

namespace MlDsl.Tool.Checking;

/// <summary>The columns of a file, for a look at the quality of its rows.</summary>
internal static class FileQuality
{
    /// <summary>The rows as columns: identifiers are nothing that a model sees, amounts are no labels that could contradict each other, and a row without a label contradicts none.</summary>
    public static QualityTable TableOf(IReadOnlyList<ColumnFacts> facts, TargetFacts target)
    {
        int rows = target.Facts.Column.Texts.Count;
        ColumnFacts[] inputs = [.. facts.Where(column => column != target.Facts && !column.IsId)];
        var hashes = new RowHash[rows];
        foreach (ColumnFacts column in inputs)
            for (int row = 0; row < rows; row++) hashes[row].Add(column.Column.Texts[row]);
        return new QualityTable(
            [.. Enumerable.Range(0, rows).Select(static row => (long)row)],
            [.. hashes.Select(static hash => hash.Value)],
            target.Task is TaskKind.Binary or TaskKind.Multiclass ? [.. target.Facts.Column.Texts] : [],
            [
                .. inputs.Where(static column => column.IsNumeric).Select(static column => new QualityColumn(Leak.NameOf(column.Column), [.. column.Values], [])),
                .. inputs.Where(static column => column.Kind == ValueKind.Prose).Select(static column => new QualityColumn(Leak.NameOf(column.Column), [], [.. column.Column.Texts])),
            ]);
    }
}
