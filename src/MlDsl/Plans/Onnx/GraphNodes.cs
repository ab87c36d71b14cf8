using System.Runtime.InteropServices;
using MlDsl.Onnx;

namespace MlDsl.Plans;

/// <summary>Adds nodes to a graph and names what they give. A column lies in the graph as [N, 1].</summary>
internal sealed class GraphNodes(OnnxGraphBuilder graph)
{
    private const int MlVersion = 3, ContribVersion = 1;
    private const string Contrib = "com.microsoft";

    private readonly Dictionary<(Type, ulong), string> scalars = [];
    private int count;

    public OnnxGraphBuilder Graph { get; } = graph;

    /// <summary>What names begin with: the column that is being written. The slash keeps them apart from inputs, whose names are of C#.</summary>
    public string Scope { get; set; } = "";

    /// <summary>Of a forecast, how many rows of the graph, one for each step ahead, are one row of its inputs; 0 where each is one.</summary>
    public int Steps { get; init; }

    public string Call(string operation, params string[] from) => Call(operation, from, []);

    public string Call(string operation, string[] from, params OnnxSetting[] settings) => Add("", operation, from, settings);

    /// <summary>A call of an operator for classical models, which gives a column.</summary>
    public string CallMl(string operation, string from, OnnxElementType element, params OnnxSetting[] settings) =>
        CallMl(operation, from, element, 1, settings);

    /// <summary>A call of an operator for classical models, which gives [N, <paramref name="width"/>].</summary>
    public string CallMl(string operation, string from, OnnxElementType element, int width, OnnxSetting[] settings) =>
        CallOf(OnnxGraphBuilder.MachineLearning, MlVersion, operation, from, element, width, settings);

    /// <summary>A call of an operator that only ONNX Runtime has, which gives a column.</summary>
    public string CallContrib(string operation, string from, OnnxElementType element, params OnnxSetting[] settings) =>
        CallOf(Contrib, ContribVersion, operation, from, element, 1, settings);

    /// <summary>A call that gives the output of the graph <paramref name="output"/>.</summary>
    public void Give(string output, string operation, params string[] from) => Graph.Node(operation, from, [output]);

    /// <summary>A constant of one number; the same number is one constant.</summary>
    public string Scalar<T>(T value)
        where T : unmanaged
    {
        Span<byte> bits = stackalloc byte[sizeof(ulong)];
        bits.Clear();
        MemoryMarshal.Write(bits, in value);
        (Type, ulong) key = (typeof(T), MemoryMarshal.Read<ulong>(bits));
        if (scalars.TryGetValue(key, out string? name)) return name;
        name = FormattableString.Invariant($"/{typeof(T).Name}_{scalars.Count}");
        Graph.Constant(name, new ReadOnlySpan<T>(in value));
        return scalars[key] = name;
    }

    public string Constant<T>(ReadOnlySpan<T> elements, params long[] shape)
        where T : unmanaged
    {
        string name = Name("Constant");
        Graph.Constant(name, elements, shape);
        return name;
    }

    public string Constant(string[] elements)
    {
        string name = Name("Constant");
        Graph.Constant(name, elements, elements.Length);
        return name;
    }

    public string Cast(string value, OnnxElementType to) => Call("Cast", [value], OnnxSetting.Of("to", (long)to));

    public string Where(string condition, string then, string otherwise) => Call("Where", condition, then, otherwise);

    /// <summary>[N, 1] or [N] as [N].</summary>
    public string Flat(string value) => Call("Reshape", value, Shape(-1));

    /// <summary>[N, 1] or [N] as [N, 1].</summary>
    public string Column(string value) => Call("Reshape", value, Shape(-1, 1));

    /// <summary>Several of [N, w] beside each other.</summary>
    public string Beside(IReadOnlyList<string> values) =>
        values.Count == 1 ? values[0] : Call("Concat", [.. values], OnnxSetting.Of("axis", 1));

    /// <summary>The sum of a row, as [N, 1].</summary>
    public string RowSum(string value) => Call("ReduceSum", value, Constant<long>([1], 1));

    /// <summary>Whether each number is neither NaN nor infinite: only then is the difference to itself 0.</summary>
    public string IsFinite<T>(string value, T zero)
        where T : unmanaged => Call("Equal", Call("Sub", value, value), Scalar(zero));

    /// <summary>The elements of <paramref name="table"/> at places; a place beyond its end ends the run with an error.</summary>
    public string Gather(string table, string places) => Call("Gather", table, places);

    // Most readers infer types of ONNX's own operators only.
    private string CallOf(string domain, long version, string operation, string from, OnnxElementType element, int width, OnnxSetting[] settings)
    {
        string to = Add(domain, operation, [from], settings);
        // Rows of steps are another number than those of the inputs.
        Graph.Opset(domain, version).Value(OnnxValueInfo.Tensor(to, element, Steps > 0 ? "" : "N", width));
        return to;
    }

    private string Shape(params long[] sizes) => Constant<long>(sizes, sizes.Length);

    private string Add(string domain, string operation, string[] from, OnnxSetting[] settings)
    {
        string to = Name(operation);
        Graph.Node(domain, operation, from, [to], settings);
        return to;
    }

    private string Name(string what) => FormattableString.Invariant($"{Scope}/{what}_{count++}");
}
