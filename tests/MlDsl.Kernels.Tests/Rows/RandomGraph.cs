using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Rows;

/// <summary>What a graph of chance makes of its rows.</summary>
internal enum GraphKind
{
    /// <summary>Each row for itself.</summary>
    ByRows,

    /// <summary>One output row by row, another one not.</summary>
    Mixed,

    /// <summary>Nothing row by row.</summary>
    Together,
}

/// <summary>A graph of chance over numbers and texts: encoders, arithmetic, columns that move, a linear model or trees at the end.</summary>
internal sealed partial class RandomGraph
{
    private const string Ml = OnnxGraphBuilder.MachineLearning;

    private static readonly string[] Words = ["", "a", "b", "ab", "ba", "abc", "cab", "abcd", "dcba", "abcde", "grün", "赤い", "𝒳", "a rather long text", "a rather long test"];

    private readonly Random random;
    private readonly OnnxGraphBuilder builder;
    private readonly List<string> columns = [];
    private readonly List<int> widths = [];
    private int names;

    public RandomGraph(int seed)
    {
        random = new Random(seed);
        Kind = seed % 5 == 4 ? GraphKind.Together : seed % 5 == 3 ? GraphKind.Mixed : GraphKind.ByRows;
        builder = new OnnxGraphBuilder($"g{seed}").Opset("", 15).Opset(Ml, 3);
        for (int i = random.Next(1, 5); i > 0; i--) Number(random.Next(4) == 0 ? random.Next(2, 24) : 1);
        for (int i = random.Next(0, 3); i > 0; i--) Text();
        if (random.Next(3) == 0) Whole();
        Finish();
        File = builder.ToBytes();
    }

    public GraphKind Kind { get; }

    public byte[] File { get; }

    /// <summary>The inputs: name, element and width.</summary>
    public List<(string Name, Type Element, int Width)> Inputs { get; } = [];

    /// <summary>The outputs: name, element and width.</summary>
    public List<(string Name, Type Element, int Width)> Outputs { get; } = [];

    /// <summary>Whether a sum or an exponential is part of it, whose last bits are each runtime's own.</summary>
    public bool IsRounded { get; private set; }

    /// <summary>Values for so many rows, with what is missing, not known or infinite among them.</summary>
    public Tensor[] Values(int rows)
    {
        var values = new Tensor[Inputs.Count];
        for (int i = 0; i < values.Length; i++)
        {
            int count = rows * Inputs[i].Width;
            long[] shape = [rows, Inputs[i].Width];
            if (Inputs[i].Element == typeof(string)) values[i] = new Tensor<string>([.. Enumerable.Range(0, count).Select(_ => Words[random.Next(Words.Length)])], shape);
            else if (Inputs[i].Element == typeof(long)) values[i] = new Tensor<long>([.. Enumerable.Range(0, count).Select(_ => (long)random.Next(-2, 9))], shape);
            else values[i] = new Tensor<float>([.. Enumerable.Range(0, count).Select(_ => Single())], shape);
        }
        return values;
    }

    private float Single() => random.Next(40) switch { 0 => float.NaN, 1 => 0f, 2 => -0f, 3 => 1e-40f, 4 => 1f, _ => (random.NextSingle() * 4) - 2 };

    private string Name() => $"t{names++}";

    private string Input(Type element, int width)
    {
        string name = $"in{Inputs.Count}";
        Inputs.Add((name, element, width));
        builder.Input(OnnxValueInfo.Tensor(name, element == typeof(string) ? OnnxElementType.String : element == typeof(long) ? OnnxElementType.Int64 : OnnxElementType.Float, "N", width));
        return name;
    }

    private string Node(string domain, string operation, IEnumerable<string> inputs, params OnnxSetting[] settings)
    {
        string name = Name();
        builder.Node(domain, operation, [.. inputs], [name], settings);
        return name;
    }

    private string Constant(params float[] values)
    {
        string name = Name();
        builder.Constant<float>(name, values, values.Length);
        return name;
    }

    private float[] Weights(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(8) == 0 ? 0f : (random.NextSingle() * 2) - 1)];

    private void Number(int width)
    {
        string at = Input(typeof(float), width);
        for (int steps = random.Next(0, 4); steps > 0; steps--) at = Step(at, ref width);
        Add(at, width);
    }

    private string Step(string at, ref int width)
    {
        switch (random.Next(13))
        {
            case 0: return Node(Ml, "Imputer", [at], OnnxSetting.Of("imputed_value_floats", Weights(random.Next(2) == 0 ? 1 : width)), OnnxSetting.Of("replaced_value_float", float.NaN));
            case 1: return Node(Ml, "Scaler", [at], OnnxSetting.Of("offset", Weights(width)), OnnxSetting.Of("scale", Weights(width)));
            case 2: return Node("", random.Next(3) switch { 0 => "Add", 1 => "Mul", _ => "Sub" }, random.Next(2) == 0 ? [at, Constant(Weights(random.Next(2) == 0 ? 1 : width))] : [Constant(Weights(width)), at]);
            case 3: return Node("", random.Next(4) switch { 0 => "Neg", 1 => "Abs", 2 => "Floor", _ => "Ceil" }, [at]);
            case 4: return Node("", "Cast", [Node("", random.Next(2) == 0 ? "Greater" : "LessOrEqual", [at, Constant(0.25f)])], OnnxSetting.Of("to", 1L));
            case 5: return Node("", "Cast", [Node("", "Cast", [at], OnnxSetting.Of("to", 11L))], OnnxSetting.Of("to", 1L));
            case 6: return Node("", "Where", [Node("", "IsNaN", [at]), Constant(0.5f), at]);
            case 7: return Node("", "Clip", [at, Scalar(-1f), Scalar(1.5f)]);
            case 8: return Node("", "Sqrt", [Node("", "Abs", [at])]);
            case 9: return Moved(at, ref width);
            case 10: return Node("", "Relu", [Node("", "Where", [Node("", "IsNaN", [at]), Constant(0.5f), at])]);
            case 11: return Node("", "LeakyRelu", [at], OnnxSetting.Of("alpha", 0.3f));
            default:
                IsRounded = true;
                return Node("", random.Next(2) == 0 ? "Sigmoid" : "Exp", [at]);
        }
    }

    private string Scalar(float value)
    {
        string name = Name();
        builder.Constant<float>(name, [value]);
        return name;
    }

    private string Moved(string at, ref int width)
    {
        string name = Name();
        if (random.Next(2) == 0)
        {
            long[] picked = [.. Enumerable.Range(0, random.Next(1, width + 1)).Select(_ => (long)random.Next(0, 1 << 16))];
            for (int i = 0; i < picked.Length; i++) picked[i] %= width;
            width = picked.Length;
            builder.Constant<long>(name, picked, picked.Length);
            return Node("", "Gather", [at, name], OnnxSetting.Of("axis", 1L));
        }
        builder.Constant<long>(name, [-1, 1, width], 3);
        string deep = Node("", "Transpose", [Node("", "Reshape", [at, name])], OnnxSetting.Of("perm", 0L, 2L, 1L));
        return Node("", "Flatten", [deep]);
    }

    private void Text()
    {
        string at = Input(typeof(string), 1);
        string[] known = [.. Words.OrderBy(_ => random.Next()).Take(random.Next(1, Words.Length))];
        long[] numbers = [.. Enumerable.Range(1, known.Length).Select(static i => (long)i)];
        switch (random.Next(3))
        {
            case 0:
                string key = Node(Ml, "LabelEncoder", [at], OnnxSetting.Of("keys_strings", known), OnnxSetting.Of("values_int64s", numbers), OnnxSetting.Of("default_int64", 0L));
                string cast = Node("", "Cast", [Node("", "Cast", [key], OnnxSetting.Of("to", 12L))], OnnxSetting.Of("to", 7L));
                Hot(Node(Ml, "OneHotEncoder", [cast], OnnxSetting.Of("cats_int64s", numbers), OnnxSetting.Of("zeros", 1L)), known.Length);
                break;
            case 1:
                Hot(Node(Ml, "OneHotEncoder", [at], OnnxSetting.Of("cats_strings", known), OnnxSetting.Of("zeros", 1L)), known.Length);
                break;
            default:
                Add(Node(Ml, "LabelEncoder", [at], OnnxSetting.Of("keys_strings", known), OnnxSetting.Of("values_floats", Weights(known.Length)), OnnxSetting.Of("default_float", -0.5f)), 1);
                break;
        }
    }

    private void Whole()
    {
        string at = Input(typeof(long), 1);
        if (random.Next(2) == 0) Add(Node("", "Cast", [at], OnnxSetting.Of("to", 1L)), 1);
        else Hot(Node(Ml, "OneHotEncoder", [at], OnnxSetting.Of("cats_int64s", 0L, 3L, 5L, 8L), OnnxSetting.Of("zeros", 1L)), 4);
    }

    private void Hot(string at, int width)
    {
        string shape = Name();
        builder.Constant<long>(shape, [-1, width], 2);
        Add(Node("", "Reshape", [at, shape]), width);
    }

    private void Add(string column, int width)
    {
        columns.Add(column);
        widths.Add(width);
    }
}
