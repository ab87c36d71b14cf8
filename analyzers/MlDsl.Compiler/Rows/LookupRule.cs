using MlDsl.Compiler.Catalog;
using MlDsl.Kernels;
using MlDsl.Kernels.Operators;

namespace MlDsl.Compiler.Rows;

/// <summary>
/// Encoders look each key up once: the position among the known keys chooses all that follows from it. What the encoder gives for each of
/// them, and for any other, it says itself.
/// </summary>
internal static class LookupRule
{
    // What no key is.
    private const string OtherText = "no key ";

    public static RowCell[][]? Apply(RowStep step)
    {
        if (Encoder(step) is not { } encoder || encoder.Keys is null || encoder.Keys.Length == 0) return null;
        Array keys = Distinct(encoder.Keys);
        if (!CanFind(keys) || With(keys, Other(keys)) is not { } all) return null;
        var cells = new List<RowCell>();
        foreach (RowCell cell in step.Cells)
        {
            RowCell key = cell.Element == encoder.Key ? cell : step.Calculate("truncate", encoder.Key, cell);
            var look = new LookNode(key, keys) { Name = (cell as InputCell)?.Input.Name ?? step.Name };
            if (CellTables.Run(encoder.Operator, [CellTables.Of(all, [all.Length, 1])], look, 1) is not [var columns]) return null;
            cells.AddRange(columns);
            step.Add(look);
        }
        return [[.. cells]];
    }

    private static (BoundOperator Operator, Type Key, Array? Keys)? Encoder(RowStep step)
    {
        BoundOperator called = step.Step.Operator;
        Type? open = step.Class.IsGenericType ? step.Class.GetGenericTypeDefinition() : null;
        if (open == typeof(LabelEncoder<,>))
        {
            Type key = step.Class.GetGenericArguments()[0];
            return (called, key, key == typeof(string) ? step.Argument<string[]>("keysStrings") : key == typeof(long) ? step.Argument<long[]>("keysInt64s") : key == typeof(float) ? step.Argument<float[]>("keysFloats") : null);
        }
        if (open == typeof(CategoryCodes<,>)) return (called, step.Class.GetGenericArguments()[0], step.Argument<Tensor>("values") switch { Tensor<string> texts => texts.Values.ToArray(), Tensor<long> wholes => wholes.Values.ToArray(), _ => null });
        if (open == typeof(OneHotNumber<>)) return (Truncated(called), typeof(long), step.Argument<long[]>("catsInt64s"));
        if (step.Class == typeof(OneHotText) || step.Class == typeof(CategoryNumber)) return (called, typeof(string), step.Argument<string[]>("catsStrings"));
        if (step.Class == typeof(CategoryName)) return (called, typeof(long), step.Argument<long[]>("catsInt64s"));
        if (step.Class == typeof(LabelPosition)) return (called, typeof(string), step.Argument<string[]>("classesStrings"));
        return step.Class == typeof(LabelName) ? (called, typeof(long), step.Argument<string[]>("classesStrings") is { } names ? Enumerable.Range(0, names.Length).Select(static i => (long)i).ToArray() : null) : null;
    }

    // A fraction is cut off before the category is looked for.
    private static BoundOperator Truncated(BoundOperator called)
    {
        List<OperatorArgument> arguments = [.. called.Arguments];
        Type type = typeof(OneHotNumber<long>);
        return new BoundOperator(type, arguments, AttributeBinder.Create(type, arguments), RunParameter.Of(type));
    }

    private static Array Distinct(Array keys) => keys switch
    {
        string[] texts => texts.Distinct(StringComparer.Ordinal).ToArray(),
        long[] wholes => wholes.Distinct().ToArray(),
        float[] singles => singles.Distinct().ToArray(),
        _ => keys,
    };

    private static object Other(Array keys)
    {
        switch (keys)
        {
            case string[] texts:
                string other = OtherText;
                while (texts.Contains(other, StringComparer.Ordinal)) other += " ";
                return other;
            case long[] wholes:
                var known = wholes.ToHashSet();
                long whole = 0;
                while (known.Contains(whole)) whole++;
                return whole;
            default:
                var numbers = ((float[])keys).ToHashSet();
                float single = 0.5f;
                while (numbers.Contains(single)) single++;
                return single;
        }
    }

    private static Array? With(Array keys, object other)
    {
        var all = Array.CreateInstance(keys.GetType().GetElementType()!, keys.Length + 1);
        keys.CopyTo(all, 0);
        all.SetValue(other, keys.Length);
        return all;
    }

    private static bool CanFind(Array keys)
    {
        try
        {
            return keys is not string[] texts || new TextTable(texts).Missing == texts.Length;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
