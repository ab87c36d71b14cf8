using MlDsl.Kernels;
using MlDsl.Training;

namespace MlDsl.Boosting;

/// <summary>Rows over the library's columns, with the zeros that it must see. What is not there is missing, and so is NaN.</summary>
internal sealed class SparseMatrix
{
    private SparseMatrix(long[] starts, int[] columns, float[] values) => (Starts, Columns, Values) = (starts, columns, values);

    /// <summary>Where the values of each row begin, and their number.</summary>
    public long[] Starts { get; }

    /// <summary>The column of each value, ascending in a row.</summary>
    public int[] Columns { get; }

    /// <summary>The values; perhaps with room behind them.</summary>
    public float[] Values { get; }

    /// <summary>The number of rows.</summary>
    public int Rows => Starts.Length - 1;

    /// <summary>Reads all rows once.</summary>
    /// <exception cref="TrainingException">They have more values than can be held.</exception>
    public static SparseMatrix Read(IDesign design, TrainingColumns columns, CancellationToken cancellation)
    {
        if (columns.MostEntries > Array.MaxLength)
            throw new TrainingException($"{design.Rows} rows of {columns.Positions.Length} columns have {columns.MostEntries} values, and at most {Array.MaxLength} can be given to XGBoost; train on a sample");
        var matrix = new SparseMatrix(new long[design.Rows + 1], new int[columns.MostEntries], new float[columns.MostEntries]);
        int[] always = [.. Enumerable.Range(0, columns.Positions.Length).Where(column => !columns.OmitsZeros[column])];
        int row = 0, count = 0;
        foreach (FeatureBlock block in design.Passing(cancellation))
        {
            for (int i = 0; i < block.Rows; i++)
            {
                int next = 0;
                for (int entry = block.RowStart[i]; entry < block.RowStart[i + 1]; entry++)
                {
                    int column = columns.ColumnOf[block.Positions[entry]];
                    float value = block.Values[entry];
                    for (; next < always.Length && always[next] < column; next++) matrix.Put(count++, always[next], 0);
                    if (next < always.Length && always[next] == column) next++;
                    // To trees that let zeros go where missing values go, this is one.
                    else if (Math.Abs(value) <= TreeNode.LargestZero) continue;
                    matrix.Put(count++, column, value);
                }
                for (; next < always.Length; next++) matrix.Put(count++, always[next], 0);
                matrix.Starts[++row] = count;
            }
        }
        return matrix;
    }

    /// <summary>Some rows in an order; these where it is all of them as they are.</summary>
    public SparseMatrix Take(int[] order)
    {
        if (order.Length == Rows && order.Select(static (row, i) => row == i).All(static isSame => isSame)) return this;
        var starts = new long[order.Length + 1];
        for (int i = 0; i < order.Length; i++) starts[i + 1] = starts[i] + Starts[order[i] + 1] - Starts[order[i]];
        var taken = new SparseMatrix(starts, new int[starts[^1]], new float[starts[^1]]);
        for (int i = 0; i < order.Length; i++)
        {
            int from = (int)Starts[order[i]], to = (int)starts[i], length = (int)starts[i + 1] - to;
            Columns.AsSpan(from, length).CopyTo(taken.Columns.AsSpan(to));
            Values.AsSpan(from, length).CopyTo(taken.Values.AsSpan(to));
        }
        return taken;
    }

    private void Put(int place, int column, float value) => (Columns[place], Values[place]) = (column, value);
}
