using MlDsl.Kernels;

namespace MlDsl.Onnx.Tests;

/// <summary>Dictionaries as inputs of bindings, and of compiled calls.</summary>
public sealed class MapInputTests
{
    // The runtime holds every one of these, but DictVectorizer takes no map from a type to itself.
    [Fact]
    public void EveryMapOfDictVectorizerGoesIn()
    {
        AssertValues([0f, 1.5f, float.NaN], new Dictionary<string, float> { ["ä"] = 1.5f, ["c"] = float.NaN, ["z"] = 9 }, OnnxSetting.Of("string_vocabulary", "a", "ä", "c"));
        AssertValues([0d, 1.5, double.NaN], new Dictionary<string, double> { ["ä"] = 1.5, ["c"] = double.NaN }, OnnxSetting.Of("string_vocabulary", "a", "ä", "c"));
        AssertValues([0L, long.MinValue], new Dictionary<string, long> { ["a\0b"] = long.MinValue }, OnnxSetting.Of("string_vocabulary", "a", "a\0b"));
        AssertValues([2.5f, 0f], new Dictionary<long, float> { [-7] = 2.5f, [long.MaxValue] = 1 }, OnnxSetting.Of("int64_vocabulary", -7L, 8L));
        AssertValues([2.5, 0d], new Dictionary<long, double> { [-7] = 2.5 }, OnnxSetting.Of("int64_vocabulary", -7L, 8L));
        AssertValues([0f, 0f], new Dictionary<string, float>(), OnnxSetting.Of("string_vocabulary", "a", "b"));
    }

    [Fact]
    public void TextsGoIn()
    {
        using OnnxSession session = OnnxSession.Load(Model<long, string>(2, OnnxSetting.Of("int64_vocabulary", 1L, 2L)), "texts");
        using OnnxBinding call = session.Rent();
        call.SetMap(0, new Dictionary<long, string> { [2] = "größe", [3] = "" }, "x");
        call.Run();
        Assert.Equal("", call.OutputText(0, 0));
        Assert.Equal("größe", call.OutputText(0, 1));
    }

    [Fact]
    public void TheMapIsCopiedAndMayBeGivenAgain()
    {
        using OnnxSession session = OnnxSession.Load(Model<string, float>(1, OnnxSetting.Of("string_vocabulary", ["a"])), "again");
        var map = new Dictionary<string, float> { ["a"] = 1 };
        using OnnxBinding call = session.Rent();
        call.SetMap(0, new Dictionary<string, float> { ["a"] = 7 }, "x");
        call.SetMap(0, map, "x");
        map["a"] = 2;
        call.Run();
        Assert.Equal([1f], call.Output<float>(0).ToArray());
        call.SetMap(0, map, "x");
        call.Run();
        Assert.Equal([2f], call.Output<float>(0).ToArray());
    }

    [Fact]
    public void TheMapOfOneCallIsNotThatOfTheNext()
    {
        using OnnxSession session = OnnxSession.Load(Model<string, float>(1, OnnxSetting.Of("string_vocabulary", ["a"])), "next");
        using (OnnxBinding first = session.Rent())
        {
            first.SetMap(0, new Dictionary<string, float> { ["a"] = 1 }, "x");
            first.Run();
        }
        using OnnxBinding second = session.Rent();
        Assert.Contains("has not been written", Assert.Throws<InvalidOperationException>(() => second.Run()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BothKindsOfCallsRefuseWhatDoesNotFit()
    {
        using OnnxSession session = OnnxSession.Load(Model<string, float>(1, OnnxSetting.Of("string_vocabulary", ["a"])), "refusing");
        using OnnxBinding binding = session.Rent();
        var model = new CompiledModel("refusing", new OnnxSignature(session.Inputs, session.Outputs), static model => new Call(model));
        using CompiledCall call = model.Rent();
        AssertRefused<ArgumentNullException>("'Words' is null", () => binding.SetMap<string, float>(0, null, "Words"), () => call.SetMap<string, float>(0, null, "Words"));
        AssertRefused<ArgumentException>("'Words' maps String to Double, which the input 'x: map(string,float)' does not take", () => binding.SetMap(0, new Dictionary<string, double>(), "Words"), () => call.SetMap(0, new Dictionary<string, double>(), "Words"));
        AssertRefused<ArgumentException>("'Words' maps Int64 to Single", () => binding.SetMap(0, new Dictionary<long, float>(), "Words"), () => call.SetMap(0, new Dictionary<long, float>(), "Words"));
        AssertRefused<ArgumentException>("'Words' maps String to Object", () => binding.SetMap(0, new Dictionary<string, object>(), "Words"), () => call.SetMap(0, new Dictionary<string, object>(), "Words"));
        Assert.Contains("give it with SetMap", Assert.Throws<ArgumentException>(() => binding.SetInput<float>(0, [1])).Message, StringComparison.Ordinal);
        AssertRefused<InvalidOperationException>("give it with SetMap", () => call.SetInput<float>(0, [1]), () => call.SetInput<float>(0, [1], [1]), () => call.SetText(0, ["a"], [1]));
        binding.Dispose();
        call.Dispose();
        AssertRefused<ObjectDisposedException>("", () => binding.SetMap(0, new Dictionary<string, float>(), "Words"), () => call.SetMap(0, new Dictionary<string, float>(), "Words"));
    }

    [Fact]
    public void ATensorTakesNoMap()
    {
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        using OnnxBinding call = session.Rent();
        Assert.Contains("does not take", Assert.Throws<ArgumentException>(() => call.SetMap(0, new Dictionary<string, float>(), "x")).Message, StringComparison.Ordinal);
    }

    private static void AssertRefused<T>(string reason, params Action[] calls)
        where T : Exception
    {
        foreach (Action call in calls) Assert.Contains(reason, Assert.Throws<T>(call).Message, StringComparison.Ordinal);
    }

    private static void AssertValues<TKey, TValue>(TValue[] expected, Dictionary<TKey, TValue> map, OnnxSetting vocabulary)
        where TKey : notnull
        where TValue : unmanaged
    {
        using OnnxSession session = OnnxSession.Load(Model<TKey, TValue>(expected.Length, vocabulary), "map");
        using OnnxBinding call = session.Rent();
        call.SetMap(0, map, "x");
        call.Run();
        Assert.Equal(expected, call.Output<TValue>(0).ToArray());
    }

    private static byte[] Model<TKey, TValue>(int width, OnnxSetting vocabulary) => new OnnxGraphBuilder("map")
        .Opset(OnnxGraphBuilder.MachineLearning, 1)
        .Input(OnnxValueInfo.Map("x", MapInput.Element<TKey>(), MapInput.Element<TValue>()))
        .Output(OnnxValueInfo.Tensor("y", MapInput.Element<TValue>(), 1, width))
        .Node(OnnxGraphBuilder.MachineLearning, "DictVectorizer", ["x"], ["y"], vocabulary)
        .ToBytes();

    private sealed class Call(CompiledModel model) : CompiledCall(model, [new Tensor<KeyValuePair<string, float>>()], [new Tensor<float>()])
    {
        protected override void Execute()
        {
        }
    }
}
