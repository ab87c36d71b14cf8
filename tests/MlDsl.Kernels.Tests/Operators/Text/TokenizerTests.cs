using MlDsl.Kernels.Operators;
using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Operators.Text;

public sealed class TokenizerTests
{
    private const string Domain = "com.microsoft";
    private static readonly string[] Parts = ["a", "bc", "def", " ", "  ", ",", "; ", "ä", "日本", "😀", "", "\t", "x y"];

    [Fact]
    public void TokensEqualOnnxRuntimes()
    {
        var random = new RandomTensors(9);
        int compared = 0;
        for (int i = 0; i < 200; i++)
        {
            string[] separators = random.Random.Next(4) == 0 ? [""] : [.. Enumerable.Range(0, random.Random.Next(1, 4)).Select(_ => RandomTensors.Pick(random.Random, " ", ",", "; ", "bc", "ä", "e"))];
            bool expression = separators is [""] && random.Random.Next(2) == 0;
            OnnxSetting[] attributes =
            [
                OnnxSetting.Of("mark", (long)random.Random.Next(2)),
                OnnxSetting.Of("mincharnum", expression || separators is [""] ? 1L : random.Random.Next(1, 4)),
                OnnxSetting.Of("pad_value", RandomTensors.Pick(random.Random, "", "#", "日")),
                expression ? OnnxSetting.Of("tokenexp", ".") : OnnxSetting.Of("separators", separators),
            ];
            long[] shape = random.Random.Next(2) == 0 ? [random.Random.Next(1, 4)] : [random.Random.Next(1, 3), random.Random.Next(1, 4)];
            Tensor texts = random.Of(shape, static r => string.Concat(Enumerable.Range(0, r.Next(6)).Select(_ => Parts[r.Next(Parts.Length)])));
            if (OperatorOracle.Agrees(Domain, "Tokenizer", 1, attributes, [texts])) compared++;
        }
        Assert.InRange(compared, 180, 200);
    }

    [Theory]
    [InlineData("\\s", "", "the separator '\\s' is a regular expression")]
    [InlineData(".", "", "the separator '.' is a regular expression")]
    [InlineData("", "[a-z]+", "the tokenexp '[a-z]+' is a regular expression; only '.' can be calculated")]
    [InlineData(" ", ".", "either separators or a tokenexp")]
    [InlineData("", "", "either separators or a tokenexp")]
    public void RegularExpressionsAreRefused(string separator, string expression, string reason) =>
        Assert.Contains(reason, Assert.Throws<OperatorException>(() => new Tokenizer(0, 1, "", separator.Length == 0 ? null : [separator], expression)).Message, StringComparison.Ordinal);

    [Fact]
    public void NumbersAndShapesAreChecked()
    {
        Assert.Contains("mincharnum is 0", Assert.Throws<OperatorException>(() => new Tokenizer(0, 0, "", [" "])).Message, StringComparison.Ordinal);
        var node = new Tokenizer(0, 1, "", [" "]);
        Assert.Contains("[C] or [N, C] is expected", Assert.Throws<OperatorException>(() => node.Run(new Tensor<string>(["a"], 1, 1, 1), new())).Message, StringComparison.Ordinal);
    }
}
