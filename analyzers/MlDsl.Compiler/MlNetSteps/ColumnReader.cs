using MlDsl.Compiler.MlNetFiles;

namespace MlDsl.Compiler.MlNetSteps;

/// <summary>Reads steps that make columns of columns, as ML.NET's transformers save themselves.</summary>
internal static class ColumnReader
{
    // Of data kinds as files number them.
    private static readonly Type?[] Kinds =
    [
        null, typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong), typeof(float), typeof(double), typeof(string), typeof(bool),
        typeof(TimeSpan), typeof(DateTime), typeof(DateTimeOffset),
    ];

    /// <summary>Outputs, each with the one input it is made of; then what <paramref name="operation"/> reads of each, by its number.</summary>
    public static ColumnStep OneToOne(ModelBlock block, Func<ModelBlock, int, ColumnOperation> operation)
    {
        (string Output, string Input)[] pairs = Pairs(block);
        return new ColumnStep(block.ToString(), [.. pairs.Select((pair, i) => new ColumnMap(pair.Output, [pair.Input], operation(block, i)))]);
    }

    /// <summary>The names of outputs and inputs.</summary>
    public static (string Output, string Input)[] Pairs(ModelBlock block)
    {
        var pairs = new (string, string)[block.Fields.Count(2 * sizeof(int))];
        for (int i = 0; i < pairs.Length; i++) pairs[i] = (block.Text(), block.Text());
        return pairs;
    }

    /// <summary>An output, and its inputs with the names that their items are given.</summary>
    public static MlNetStep Concat(ModelBlock block)
    {
        if (block.Version < 0x00010003) return new RefusedStep(block.ToString(), "was written before ML.NET 1.0");
        var maps = new ColumnMap[block.Fields.Count(2 * sizeof(int))];
        for (int i = 0; i < maps.Length; i++)
        {
            string output = block.Text();
            var inputs = new string[block.Fields.Count(2 * sizeof(int))];
            if (inputs.Length == 0) throw block.Problem($"its column '{output}' is made of nothing");
            for (int k = 0; k < inputs.Length; k++)
            {
                inputs[k] = block.Text();
                block.TextOrNull();
            }
            maps[i] = new ColumnMap(output, inputs, new ConcatOperation());
        }
        return new ColumnStep(block.ToString(), maps);
    }

    /// <summary>Whether the columns stay; whether hidden ones do, which changes no row, and whether some may be missing; then the names.</summary>
    public static SelectStep Select(ModelBlock block)
    {
        bool keeps = block.Fields.Truth();
        block.Fields.Take(1);
        bool allowsMissing = block.Fields.Truth();
        return new SelectStep(block.ToString(), Names(block), keeps, allowsMissing);
    }

    /// <summary>As it was saved before: the size of a number first.</summary>
    public static SelectStep OldSelect(ModelBlock block)
    {
        block.Fields.Int();
        bool keeps = block.Fields.Truth();
        return new SelectStep(block.ToString(), Names(block), keeps, AllowsMissing: true);
    }

    /// <summary>The kind of each output, and how many keys there are where the highest bit is set.</summary>
    public static ColumnStep Convert(ModelBlock block) => OneToOne(block, static (block, _) =>
    {
        byte kind = block.Fields.Byte();
        long? keys = null;
        if ((kind & 0x80) != 0)
        {
            // Up to version 3 the first key, the last one, and whether all between are there.
            if (block.Version < 0x00010004)
            {
                block.Fields.Long();
                keys = block.Fields.Long() + 1;
                block.Fields.Truth();
            }
            else
            {
                keys = block.Fields.Long();
            }
        }
        return (kind & 0x7F) < Kinds.Length && Kinds[kind & 0x7F] is { } element ? new ConvertOperation(new ColumnType(element, KeyCount: keys)) : new RefusedOperation($"converts to a type numbered {kind & 0x7F}");
    });

    /// <summary>The type and the value or values that stand for what is missing.</summary>
    public static ColumnStep Replace(ModelBlock block) => OneToOne(block, static (block, _) =>
        Codec.Read(block.Fields) is { } codec ? new ReplaceOperation(codec.Values(block.Fields, 1)) : throw block.Problem("the type of a value is unknown"));

    /// <summary>Principal components: the number of features, the vectors, and the projected mean where it is taken off.</summary>
    public static ColumnStep Project(ModelBlock block)
    {
        if (block.Version < 0x00010002) block.Fields.Int();
        return OneToOne(block, static (block, _) =>
        {
            int width = block.Fields.Int(), count = block.Fields.Int();
            if (count < 1 || count > width || (long)count * width > ForestReader.MaxWidth) throw block.Problem($"it has {count} vectors of {width} features");
            float[] vectors = block.Fields.Numbers<float>(count * width), means = block.Fields.Numbers<float>();
            return means.Length == 0 || means.Length == count ? new ProjectOperation(vectors, means.Length == 0 ? new float[count] : means) : throw block.Problem($"{count} vectors have {means.Length} means");
        });
    }

    /// <summary>Of each column the ranges of items that are left out.</summary>
    public static ColumnStep Slots(ModelBlock block) => OneToOne(block, static (block, _) =>
    {
        int[] first = block.Fields.Numbers<int>(), last = block.Fields.Numbers<int>(first.Length);
        return new SlotsOperation(first, last);
    });

    /// <summary>A calibrator behind a predictor; since version 2 the score's column.</summary>
    public static ColumnStep Calibrate(ModelBlock block)
    {
        string score = block.Version >= 0x00010002 ? block.Text() : "Score";
        return new ColumnStep(block.ToString(), [new ColumnMap("Probability", [score], new CalibrateOperation(CalibratorReader.Read(block.Child("Calibrator"))))]);
    }

    private static string[] Names(ModelBlock block)
    {
        var names = new string[block.Fields.Count(sizeof(int))];
        for (int i = 0; i < names.Length; i++) names[i] = block.Text();
        return names;
    }
}
