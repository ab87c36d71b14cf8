using System.Globalization;
using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Operators;

/// <summary>A node with attributes that a test chooses by chance; a difference from ONNX Runtime names them all.</summary>
internal sealed class NodeTrial(string name, long version)
{
    private readonly List<OnnxSetting> settings = [];
    private readonly List<string> words = [];

    public NodeTrial With(string attribute, long value) => Add(OnnxSetting.Of(attribute, value), attribute, value);

    public NodeTrial With(string attribute, float value) => Add(OnnxSetting.Of(attribute, value), attribute, value);

    public NodeTrial With(string attribute, string value) => Add(OnnxSetting.Of(attribute, value), attribute, value);

    public NodeTrial With(string attribute, params long[] values) => Add(OnnxSetting.Of(attribute, values), attribute, string.Join(" ", values));

    public NodeTrial With(string attribute, params float[] values) => Add(OnnxSetting.Of(attribute, values), attribute, string.Join(" ", values));

    public NodeTrial With(string attribute, params string[] values) => Add(OnnxSetting.Of(attribute, values), attribute, string.Join(" ", values));

    /// <summary>Compares with ONNX Runtime, as <see cref="OperatorOracle.Agrees"/> does it.</summary>
    public bool Agrees(Tensor?[] inputs, int outputs = 1, double relative = 0, double absolute = 0)
    {
        try
        {
            return OperatorOracle.Agrees("", name, version, [.. settings], inputs, outputs, relative, absolute);
        }
        catch (Exception e)
        {
            Assert.Fail($"{Describe(inputs)}: {e.Message}");
            throw;
        }
    }

    /// <summary>The message with which a node is refused, when it is compiled or when it runs.</summary>
    public string Refusal(Tensor?[] inputs, int outputs = 1)
    {
        Exception? refused = Record.Exception(() => OperatorOracle.Run("", name, version, [.. settings], inputs, outputs));
        Assert.True(refused is OperatorException or MlDsl.Compiler.Catalog.UnsupportedException, $"{Describe(inputs)}: {refused?.ToString() ?? "it is not refused"}");
        return refused!.Message;
    }

    /// <summary>Runs random trials, of which ONNX Runtime must know more than half, so that there is something to compare with.</summary>
    public static void Repeat(int seed, Func<RandomTensors, Random, bool> trial)
    {
        const int Count = 60;
        var random = new RandomTensors(seed);
        int compared = Enumerable.Range(0, Count).Count(_ => trial(random, random.Random));
        Assert.True(compared > Count / 2, $"ONNX Runtime knows {compared} of {Count} trials");
    }

    private NodeTrial Add(OnnxSetting setting, string attribute, object value)
    {
        settings.Add(setting);
        words.Add(string.Create(CultureInfo.InvariantCulture, $"{attribute}={value}"));
        return this;
    }

    private string Describe(Tensor?[] inputs) => $"{name} {version} ({string.Join(", ", words)}) of {string.Join(", ", inputs.Select(Describe))}";

    private static string Describe(Tensor? input) => input switch
    {
        null => "none",
        Tensor<long> { Length: < 9 } numbers => $"Int64 {string.Join(" ", numbers.Values.ToArray())}",
        Tensor<float> { Length: < 9 } numbers => $"Single[{string.Join(", ", numbers.Shape.ToArray())}] {string.Join(" ", numbers.Values.ToArray().Select(static n => n.ToString("R", CultureInfo.InvariantCulture)))}",
        Tensor<int> { Length: < 9 } numbers => $"Int32 {string.Join(" ", numbers.Values.ToArray())}",
        _ => $"{input.GetType().GetGenericArguments()[0].Name}[{string.Join(", ", input.Shape.ToArray())}]",
    };
}
