using MlDsl.Testing;

namespace MlDsl.Build.Tests;

public sealed class ManifestTests
{
    [Fact]
    public void SaysWhatAModelIs()
    {
        OnnxFile graph = new OnnxFile()
            .Input("X", OnnxFile.TensorType(1, "batch", 4))
            .Input("W", OnnxFile.TensorType(1, 4, 2))
            .Output("Y", OnnxFile.TensorType(1, "batch", 2))
            .Weight("W", [4, 2], new float[8])
            .Node("MatMul", "X W", "M")
            .Node("Softmax", "M", "Y", "", OnnxFile.Int("axis", -1));
        byte[] bytes = OnnxFile.Model(graph, 15, ("author", "a \"quoted\" name\n")).Bytes;

        string text = Describe(bytes);

        Assert.Equal($"""
            mldsl-manifest 1
            model "Models/x.onnx"
            sha256 {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))}
            bytes {bytes.Length}
            ir 8
            producer "MlDsl tests" ""
            opset "ai.onnx" 15
            metadata "author" "a \"quoted\" name\n"
            input "X" tensor(float)["batch", 4]
            default "W" tensor(float)[4, 2]
            output "Y" tensor(float)["batch", 2]
            weight "W" float[4, 2] raw {FindRaw(bytes)}+32
            node "ai.onnx" "MatMul" "MATMUL" ("X", "W") -> ("M")
            node "ai.onnx" "Softmax" "SOFTMAX" ("M") -> ("Y")
              "axis" = -1

            """, text);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void WritesEveryType(byte[] type, string expected)
    {
        byte[] value = new OnnxFile().Text(1, "v").Raw(2, type).Bytes;
        OnnxFile graph = new OnnxFile().Raw(11, value).Raw(12, value);
        Assert.Contains($"input \"v\" {expected}\noutput \"v\" {expected}\n", Describe(OnnxFile.Model(graph).Bytes));
    }

    public static TheoryData<byte[], string> Types() => new()
    {
        { OnnxFile.TensorType(1).Bytes, "tensor(float)[]" },
        { OnnxFile.TensorTypeOfAnyRank(7).Bytes, "tensor(int64)" },
        { OnnxFile.TensorType(8, null, -1, 0).Bytes, "tensor(string)[?, ?, 0]" },
        { OnnxFile.TensorType(16, "N").Bytes, "tensor(bfloat16)[\"N\"]" },
        { OnnxFile.TensorType(99).Bytes, "tensor(type99)[]" },
        { OnnxFile.SequenceType(OnnxFile.MapType(8, OnnxFile.TensorType(1))).Bytes, "sequence(map(string, tensor(float)[]))" },
        { OnnxFile.OptionalType(OnnxFile.SequenceType(OnnxFile.TensorTypeOfAnyRank(10))).Bytes, "optional(sequence(tensor(float16)))" },
        { new OnnxFile().Message(8, new OnnxFile().Number(1, 11)).Bytes, "sparse_tensor(double)" },
        { new OnnxFile().Message(7, new OnnxFile().Text(1, "d").Text(2, "n")).Bytes, "opaque(\"d\", \"n\")" },
        { new OnnxFile().Bytes, "unknown" },
    };

    [Fact]
    public void FindsTheLabelsOfAClassifierBehindAZipMap()
    {
        OnnxFile graph = new OnnxFile()
            .Input("X", OnnxFile.TensorType(1, null, 4))
            .Output("label", OnnxFile.TensorType(8, "n"))
            .Output("scores", OnnxFile.SequenceType(OnnxFile.MapType(8, OnnxFile.TensorType(1))))
            .Node("LinearClassifier", "X", "raw p", "ai.onnx.ml", OnnxFile.Texts("classlabels_strings", "ok", "a b"))
            .Node("Identity", "raw", "label")
            .Node("Normalizer", "p", "n", "ai.onnx.ml")
            .Node("ZipMap", "n", "scores", "ai.onnx.ml", OnnxFile.Texts("classlabels_strings", "ok", "a b"));
        string text = Describe(OnnxFile.MlModel(graph).Bytes);
        Assert.Contains("classes \"label\" \"ok\" \"a b\"\nclasses \"scores\" \"ok\" \"a b\"\n", text);
    }

    [Fact]
    public void SaysWhichInputsAnOutputIgnores()
    {
        OnnxFile graph = new OnnxFile()
            .Input("X", OnnxFile.TensorType(1, 1)).Input("Label", OnnxFile.TensorType(9, 1))
            .Output("Y", OnnxFile.TensorType(1, 1)).Output("L", OnnxFile.TensorType(9, 1))
            .Node("Identity", "X", "Y").Node("Identity", "Label", "L");
        Assert.Contains("ignores \"Y\" \"Label\"\nignores \"L\" \"X\"\n", Describe(OnnxFile.Model(graph).Bytes));
    }

    [Fact]
    public void CountsLongListsAndLocatesThem()
    {
        OnnxFile graph = new OnnxFile().Output("Y", OnnxFile.TensorType(1, 1)).Node("N", "", "Y", "", OnnxFile.Ints("many", new long[1000]));
        Assert.Matches("\"many\" = list 1000 [0-9]+\\+20", Describe(OnnxFile.Model(graph).Bytes));
    }

    [Fact]
    public void WritesTheGraphsOfControlFlow()
    {
        OnnxFile branch = new OnnxFile().Text(2, "then").Output("o", OnnxFile.TensorType(1, 1)).Node("Identity", "X", "o");
        OnnxFile graph = new OnnxFile()
            .Input("X", OnnxFile.TensorType(1, 1)).Input("c", OnnxFile.TensorType(9)).Output("Y", OnnxFile.TensorType(1, 1))
            .Node("If", "c", "Y", "", new OnnxFile().Text(1, "then_branch").Message(6, branch).Number(20, 5));
        Assert.Contains("""
              "then_branch" = graphs 1
                graph "then"
                  output "o" tensor(float)[1]
                  node "ai.onnx" "Identity" "IDENTITY" ("X") -> ("o")

            """, Describe(OnnxFile.Model(graph).Bytes));
    }

    [Fact]
    public void IsTheSameUnderAnyCulture()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        OnnxFile graph = new OnnxFile().Output("Y", OnnxFile.TensorType(1, 1)).Node("N", "", "Y", "", OnnxFile.Floats("f", 1.5f, -0.25f), OnnxFile.Int("i", -3));
        try
        {
            Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo("fi-FI");
            string text = Describe(OnnxFile.Model(graph).Bytes);
            Assert.Contains("\"f\" = [1.5, -0.25]\n  \"i\" = -3\n", text);
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    private static string Describe(byte[] model)
    {
        using var folder = new TemporaryFolder();
        return ModelDescription.Describe(folder.Write("x.onnx", model), "Models/x.onnx", static w => Assert.Fail(w.Message));
    }

    // The eight zero floats are the only such run in the file.
    private static int FindRaw(byte[] bytes) => bytes.AsSpan().IndexOf(new byte[32]);
}
