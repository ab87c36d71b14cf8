using MlDsl.Columns;
using MlDsl.Training;

namespace MlDsl.Monitoring.Scorers;

/// <summary>A column with what reads it: a number or a text.</summary>
/// <param name="Column">What is profiled of a value.</param>
/// <param name="Number">Reads a number; null for texts.</param>
/// <param name="Text">Reads a text; null for numbers.</param>
internal sealed record WatchedColumn<T>(ProfiledColumn Column, Func<T, float>? Number, Func<T, string?>? Text)
{
    public ColumnValue ValueOf(T row) => Number is null ? ColumnValue.Text(Text!(row)) : ColumnValue.Number(Number(row));

    public byte CellOf(T row, CellFinder finder) => (byte)(Number is null ? finder.CellOf(Text!(row)) : finder.CellOf(Number(row)));
}
