using System.Security.Cryptography;
using MlDsl.Testing;

namespace MlDsl.Onnx.Tests;

public sealed class SignatureTests
{
    private static readonly OnnxValueInfo X = OnnxValueInfo.Tensor("x", OnnxElementType.Float, "N", 3);
    private static readonly OnnxValueInfo Y = OnnxValueInfo.Tensor("y", OnnxElementType.Float, "N", 2);

    [Fact]
    public void TheFileThatTheClassWasBuiltWithLoads()
    {
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear", expected: new OnnxSignature([X], [Y]));
        Assert.Equal(session.Inputs, [X]);
    }

    [Fact]
    public void AnExchangedFileIsRefusedWithTheFirstDifference()
    {
        Assert.Equal(
            "linear: input 0 is 'x: float[N,3]' in the file and 'x: float[N,4]' in the class; "
            + "rebuild against this file, or deploy the file it was built with",
            Refusal(new([OnnxValueInfo.Tensor("x", OnnxElementType.Float, "N", 4)], [Y])));
        Assert.Contains("'z: float[N,3]' in the class", Refusal(new([X with { Name = "z" }], [Y])), StringComparison.Ordinal);
        OnnxValueInfo wide = X with { ElementType = OnnxElementType.Double }, other = X with { Name = "z" };
        Assert.Contains("'x: double[N,3]' in the class", Refusal(new([wide], [Y])), StringComparison.Ordinal);
        Assert.Contains("'x: float[3]' in the class", Refusal(new([X with { Shape = [3] }], [Y])), StringComparison.Ordinal);
        Assert.Contains("input 'z: float[N,3]' is missing in the file", Refusal(new([X, other], [Y])), StringComparison.Ordinal);
        Assert.Contains("output 'y: float[N,2]' of the file is unknown", Refusal(new([X], [])), StringComparison.Ordinal);
        Assert.Contains("'y: seq(map(string,float))' in the class", Refusal(new([X], [Scores])), StringComparison.Ordinal);
    }

    [Fact]
    public void APinnedHashAdmitsOneFile()
    {
        string hash = Convert.ToHexString(SHA256.HashData(Models.Linear));
        OnnxSession.Load(Models.Linear, "linear", new OnnxSessionOptions { Sha256 = hash.ToLowerInvariant() }).Dispose();
        var error = Assert.Throws<OnnxRuntimeException>(
            () => OnnxSession.Load(Models.Positive, "positive", new OnnxSessionOptions { Sha256 = hash }));
        Assert.Equal(OnnxErrorCode.ModelMismatch, error.Code);
        Assert.Contains($"pinned is {hash}", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new OnnxSessionOptions { Sha256 = "abc" });
    }

    [Fact]
    public void APinnedHashCoversWeightsInOtherFiles()
    {
        string folder = Directory.CreateTempSubdirectory("mldsl-onnx-").FullName;
        try
        {
            // y = x · w, where w is 2 and 3 and lies beside the model.
            OnnxFile weight = new OnnxFile().Number(1, 2).Number(1, 1).Number(2, 1).Text(8, "w").Message(13, new OnnxFile().Text(1, "location").Text(2, "w.bin")).Number(14, 1);
            byte[] model = OnnxFile.Model(new OnnxFile()
                .Input("x", OnnxFile.TensorType(1, "N", 2)).Output("y", OnnxFile.TensorType(1, "N", 1)).Message(5, weight).Node("MatMul", "x w", "y")).Bytes;
            string path = Path.Combine(folder, "m.onnx"), weights = Path.Combine(folder, "w.bin");
            File.WriteAllBytes(path, model);
            Assert.Contains($"the file '{weights}', which holds weights of the model, does not exist", Assert.Throws<OnnxRuntimeException>(() => OnnxSession.Load(path)).Message, StringComparison.Ordinal);
            byte[] numbers = [0, 0, 0, 64, 0, 0, 64, 64];
            File.WriteAllBytes(weights, numbers);
            string lines = Convert.ToHexStringLower(SHA256.HashData(model)) + "\n" + Convert.ToHexStringLower(SHA256.HashData(numbers)) + "\n";
            var pinned = new OnnxSessionOptions { Sha256 = Convert.ToHexString(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(lines))) };
            using (OnnxSession session = OnnxSession.Load(path, pinned))
            {
                using OnnxBinding call = session.Rent();
                call.SetInput<float>(0, [1, 2]);
                call.Run();
                Assert.Equal(8, call.Output<float>(0)[0]);
            }
            File.WriteAllBytes(weights, [0, 0, 0, 64, 0, 0, 64, 65]);
            Assert.Equal(OnnxErrorCode.ModelMismatch, Assert.Throws<OnnxRuntimeException>(() => OnnxSession.Load(path, pinned)).Code);
            Assert.Contains("load the model by its path", Assert.Throws<OnnxRuntimeException>(() => OnnxSession.Load(model, "bytes")).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static OnnxValueInfo Scores =>
        OnnxValueInfo.Sequence("y", OnnxValueInfo.Map("", OnnxElementType.String, OnnxElementType.Float));

    private static string Refusal(OnnxSignature expected)
    {
        var error = Assert.Throws<OnnxRuntimeException>(() => OnnxSession.Load(Models.Linear, "linear", expected: expected));
        Assert.Equal(OnnxErrorCode.ModelMismatch, error.Code);
        return error.Message;
    }
}
