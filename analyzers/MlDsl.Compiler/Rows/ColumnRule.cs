using MlDsl.Kernels.Operators;

namespace MlDsl.Compiler.Rows;

/// <summary>Operators that treat each column in its own way.</summary>
internal static class ColumnRule
{
    public static RowCell[][]? Apply(RowStep step)
    {
        Type open = step.Class.IsGenericType ? step.Class.GetGenericTypeDefinition() : step.Class;
        if (open == typeof(Scaler<>)) return Scaler(step);
        if (open == typeof(ImputerOfSingles)) return Imputer(step, step.Argument<float[]>("imputedValueFloats")!, step.Argument("replacedValueFloat", 0f));
        if (open == typeof(ImputerOfWholes)) return Imputer(step, step.Argument<long[]>("imputedValueInt64s")!, step.Argument("replacedValueInt64", 0L));
        if (open == typeof(Binarizer)) return [[.. step.Cells.Select(cell => step.Calculate("above", typeof(float), cell, Constant(step.Argument("threshold", 0f))))]];
        if (open == typeof(FeatureVectorizer)) return Vectorizer(step);
        return open == typeof(ArgMax<>) ? Highest(step) : null;
    }

    private static RowCell[][]? Scaler(RowStep step)
    {
        float[] offsets = step.Argument<float[]>("offset")!, scales = step.Argument<float[]>("scale")!;
        if (!HasColumns(step, offsets.Length)) return null;
        return [[.. step.Cells.Select((cell, i) =>
        {
            int column = i % offsets.Length;
            RowCell moved = step.Calculate("subtract", typeof(float), step.Convert(cell, typeof(float)), Constant(offsets[column]));
            return step.Calculate("multiply", typeof(float), moved, Constant(scales[column]));
        })]];
    }

    private static RowCell[][]? Imputer<T>(RowStep step, T[] imputed, T replaced)
        where T : notnull =>
        HasColumns(step, imputed.Length) ? [[.. step.Cells.Select((cell, i) => step.Calculate("impute", typeof(T), cell, Constant(replaced), Constant(imputed[i % imputed.Length])))]] : null;

    private static RowCell[][]? Vectorizer(RowStep step)
    {
        long[] widths = step.Argument<long[]>("inputdimensions")!;
        if (widths.Length != step.Inputs.Length) return null;
        var cells = new List<RowCell>();
        for (int i = 0; i < widths.Length; i++)
        {
            if (step.Inputs[i] is not { } value || value.Cells.Any(static cell => cell.Element != typeof(float) && cell.Element != typeof(double) && cell.Element != typeof(long) && cell.Element != typeof(int))) return null;
            for (int k = 0; k < widths[i]; k++) cells.Add(k < value.Cells.Length ? step.Convert(value.Cells[k], typeof(float)) : Constant(0f));
        }
        return [[.. cells]];
    }

    private static RowCell[][]? Highest(RowStep step)
    {
        if (step.Inputs[0] is not { Shape: [_] } value || step.Argument("axis", 0L) is not (1 or -1) || step.Argument("selectLastIndex", 0L) != 0 || value.Cells[0].Element == typeof(System.Half)) return null;
        var highest = step.Add(new HighestNode(value.Cells) { Name = step.Name });
        return [[step.Convert(new ResultCell(typeof(int), highest, 0), typeof(long))]];
    }

    // One for all, or one for each of the last dimension.
    private static bool HasColumns(RowStep step, int count) => count == 1 || (step.Inputs[0]!.Shape is [.., var last] && last == count);

    private static ConstantCell Constant<T>(T value)
        where T : notnull => new(typeof(T), value);
}
