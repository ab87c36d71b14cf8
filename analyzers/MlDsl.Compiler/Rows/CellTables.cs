using MlDsl.Compiler.Catalog;
using MlDsl.Compiler.Steps;
using MlDsl.Kernels;

namespace MlDsl.Compiler.Rows;

/// <summary>Columns of values by position as the rows of a tensor, and back.</summary>
internal static class CellTables
{
    // Larger tables would make the assembly large and the build slow.
    private const long MaxElements = 1 << 22;

    /// <summary>Runs an operator on each position, as if they were rows: what comes out is known for each.</summary>
    /// <param name="called">The operator, which takes each row for itself.</param>
    /// <param name="inputs">Its inputs, of as many rows as there are positions.</param>
    /// <param name="position">What chooses a row.</param>
    /// <param name="outputs">How many outputs it has.</param>
    /// <returns>The cells of each output; null where the operator refuses one of the positions.</returns>
    public static RowCell[][]? Run(BoundOperator called, Tensor?[] inputs, PositionNode position, int outputs)
    {
        Tensor[] results = [.. Enumerable.Range(0, outputs).Select(i => new PlanValue("", called.Result(i), null).Make())];
        try
        {
            called.Run(inputs, results);
        }
        catch (Exception e) when (e is OperatorException or OutOfMemoryException)
        {
            return null;
        }
        if (results.Any(result => result.Rank == 0 || result.Size(0) != position.Count || result.Length > MaxElements)) return null;
        return [.. results.Select(result => Columns(Elements(result), position.Count).Select(column => (RowCell)new ColumnCell(position, column)).ToArray())];
    }

    /// <summary>A value that depends on a position, row by row; null where it depends on something else.</summary>
    public static Tensor? Tensor(RowValue value, PositionNode position)
    {
        if ((long)value.Cells.Length * position.Count > MaxElements || value.Cells.Length == 0) return null;
        Type element = value.Cells[0].Element;
        var all = Array.CreateInstance(element, value.Cells.Length * position.Count);
        for (int cell = 0; cell < value.Cells.Length; cell++)
        {
            for (int row = 0; row < position.Count; row++)
            {
                object? one = value.Cells[cell] switch
                {
                    ConstantCell constant => constant.Value,
                    ColumnCell column when column.Position == position => column.Values.GetValue(row),
                    _ => null,
                };
                if (one is null) return null;
                all.SetValue(one, (row * value.Cells.Length) + cell);
            }
        }
        return Of(all, [position.Count, .. value.Shape]);
    }

    /// <summary>A tensor of an array's elements.</summary>
    public static Tensor Of(Array elements, long[] shape) =>
        (Tensor)typeof(CellTables).GetMethod(nameof(Make), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(elements.GetType().GetElementType()!).Invoke(null, [elements, shape])!;

    private static Array Elements(Tensor tensor) =>
        (Array)typeof(CellTables).GetMethod(nameof(Copy), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(tensor.GetType().GetGenericArguments()[0]).Invoke(null, [tensor])!;

    private static IEnumerable<Array> Columns(Array elements, int rows)
    {
        int width = elements.Length / rows;
        for (int cell = 0; cell < width; cell++)
        {
            var column = Array.CreateInstance(elements.GetType().GetElementType()!, rows);
            for (int row = 0; row < rows; row++) column.SetValue(elements.GetValue((row * width) + cell), row);
            yield return column;
        }
    }

    private static Tensor<T> Make<T>(T[] elements, long[] shape) => new(elements, shape);

    private static T[] Copy<T>(Tensor<T> tensor) => tensor.Values.ToArray();
}
