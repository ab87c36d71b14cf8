using MlDsl.Compiler.Planning;
using MlDsl.Kernels;
using MlDsl.MlNet.Build;
using MlDsl.MlNet.Build.Comparison;
using MlDsl.Testing;
using static MlDsl.Build.Tests.StandInVerifier;

namespace MlDsl.Build.Tests;

/// <summary>Compiled models against ML.NET while building: what the process finds, and what the build makes of it.</summary>
public sealed class MlNetVerificationTests
{
    private const string File1 = "mlnet/iris-maxent.zip";

    [TheoryWith("models/mlnet/iris-maxent.zip", "models/mlnet/bike-fasttree.zip", "models/mlnet5/sdca.zip")]
    [InlineData("mlnet/iris-maxent.zip")]
    [InlineData("mlnet/bike-fasttree.zip")]
    [InlineData("mlnet5/sdca.zip")]
    public void APlanGivesWhatMlNetGives(string file) => Assert.Matches("^equal [0-9]{3,}$", Verification.Of(File.ReadAllBytes(TestData.Model(file))));

    [FactWith("models/mlnet/bike-poisson.zip")]
    public void AnotherPlanIsFoundOutWithRowAndColumn()
    {
        byte[] file = File.ReadAllBytes(TestData.Model("mlnet/bike-poisson.zip"));
        byte[] other = DamagedZip.Changed(file, static (_, content) =>
        {
            if (!System.Text.Encoding.ASCII.GetString(content, 0, Math.Min(content.Length, 0x68)).EndsWith("PoissonRegressionExec\0\0\0", StringComparison.Ordinal)) return;

            // The bias, behind the size of a number.
            int bias = (int)BitConverter.ToInt64(content, 0x10) + sizeof(int);
            BitConverter.TryWriteBytes(content.AsSpan(bias), BitConverter.ToSingle(content, bias) + 1);
        });
        Assert.Matches(@"^differs row [0-9]+: 'Score' is \S+ and ML\.NET's \S+, where \S+ apart is allowed$", Verification.Compare(file, MlNetModelFile.Read(other)));
    }

    [FactWith("models/mlnet/fraud-pca.zip")]
    public void WhatIsNotCompiledOrNamesOthersIsNotCompared()
    {
        byte[] file = MlNetRuntimeTests.Unknown();
        Assert.Contains("its predictor 'pcaAnomNone' is none that is compiled", Verification.Of(file), StringComparison.Ordinal);
        Assert.StartsWith("skipped the file is not given to ML.NET: it is no zip", Verification.Of([1, 2, 3]), StringComparison.Ordinal);
        byte[] hostile = DamagedZip.Changed(file, static (_, content) =>
        {
            byte[] name = System.Text.Encoding.Unicode.GetBytes("Microsoft.ML.Data"), evil = System.Text.Encoding.Unicode.GetBytes("Evil.Code.Of.Some");
            for (int at; (at = content.AsSpan().IndexOf(name)) >= 0;) evil.CopyTo(content, at);
        });
        Assert.Contains("names the assembly 'Evil.Code.Of.Some', which is none of ML.NET's", Verification.Of(hostile), StringComparison.Ordinal);
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), static assembly => assembly.GetName().Name!.StartsWith("Evil", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1f, 1f, null, null)]
    [InlineData(float.NaN, float.NaN, null, null)]
    [InlineData(0f, -0f, null, "row 0: 'Score' is -0 and ML.NET's 0")]
    [InlineData(1f, 1.5f, 0.25, "row 0: 'Score' is 1.5 and ML.NET's 1, where 0.25 apart is allowed")]
    [InlineData(1f, 1.5f, 0.5, null)]
    [InlineData(1f, 1.5f, double.PositiveInfinity, "row 0: 'Score' is 1.5 and ML.NET's 1, where Infinity apart is allowed")]
    [InlineData(1f, float.NaN, 0.5, "row 0: 'Score' is NaN and ML.NET's 1, where 0.5 apart is allowed")]
    public void NumbersMayDifferByTheirBound(float expected, float found, double? bound, string? difference) =>
        Assert.Equal(difference, Difference.Of("Score", new Tensor<float>([expected], 1, 1), new Tensor<float>([found], 1, 1), bound is { } allowed ? [allowed] : null));

    [Fact]
    public void TextsAndShapesAreEqualOrNot()
    {
        Assert.Equal("row 1: 'Label' is 'b' and ML.NET's 'c'", Difference.Of("Label", new Tensor<string>(["a", "c"], 2, 1), new Tensor<string>(["a", "b"], 2, 1), null));
        Assert.Equal("row 1: 'Kind', item 0, is 7 and ML.NET's 9", Difference.Of("Kind", new Tensor<uint>([1, 2, 9, 4], 2, 2), new Tensor<uint>([1, 2, 7, 4], 2, 2), null));
        Assert.Equal("the column 'Kind' has 1 items, and ML.NET's 2", Difference.Of("Kind", new Tensor<uint>([1, 2], 1, 2), new Tensor<uint>([1], 1, 1), null));
        Assert.Equal("the column 'Kind' has other elements than ML.NET's", Difference.Of("Kind", new Tensor<uint>([1], 1, 1), new Tensor<int>([1], 1, 1), null));
    }

    [FactWith("models/" + File1)]
    public void APlanThatDiffersIsTakenBackOnce()
    {
        using var folder = new TemporaryFolder();
        string verifier = Program(folder, """System.IO.File.AppendAllText(args[0] + ".asked", "x"); System.Console.WriteLine("differs row 3: 'Score' is 1 and ML.NET's 2");""");
        Engine engine = Built(folder, verifier);
        Assert.Equal("MLD2082", Assert.Single(engine.Warnings).Code);
        Assert.StartsWith("'Models/m.zip' is not compiled, because its plan differs from ML.NET on a generated row: row 3: 'Score' is 1 and ML.NET's 2; please report it", engine.Warnings[0].Message, StringComparison.Ordinal);
        Assert.Equal("MlDsl: 'Models/m.zip' runs on ML.NET: it cannot be compiled: the plan differs from ML.NET: row 3: 'Score' is 1 and ML.NET's 2", Assert.Single(engine.Messages).Message);
        Assert.False(File.Exists(folder.File("m.weights")));
        Assert.Contains("output \"Score\"", File.ReadAllText(folder.File("m.manifest")), StringComparison.Ordinal);

        // Told again, but neither compared nor compiled again; after a change of the question compiled, and remembered.
        DateTime written = File.GetLastWriteTimeUtc(folder.File("m.plan"));
        Assert.Equal("MLD2082", Assert.Single(Built(folder, verifier).Warnings).Code);
        Assert.Equal(written, File.GetLastWriteTimeUtc(folder.File("m.plan")));
        Assert.Single(Built(folder, verifier, backend: "Compiled", isGood: false).Errors, static error => error.Code == "MLD2072");
        Assert.Equal("x", File.ReadAllText(folder.File("m.zip.asked")));

        // Who does not ask any more gets what the compiler made.
        Assert.Empty(Built(folder, "").Warnings);
        Assert.True(File.Exists(folder.File("m.weights")));
    }

    [FactWith("models/" + File1)]
    public void APlanThatIsEqualStays()
    {
        using var folder = new TemporaryFolder();
        Engine engine = Built(folder, Program(folder, """System.Console.WriteLine("equal 800");"""));
        Assert.Contains(engine.Messages, static message => message.Message == "MlDsl: 'Models/m.zip' gives what ML.NET gives, on 800 generated rows");
        Assert.True(File.Exists(folder.File("m.weights")));
        Assert.Empty(engine.Warnings);
    }

    [TheoryWith("models/" + File1)]
    [InlineData("""System.Console.WriteLine("skipped ML.NET does not run it: x");""", "'Models/m.zip' is not compared with ML.NET: ML.NET does not run it: x")]
    [InlineData("""System.Console.Error.WriteLine("it broke"); return 3;""", "'Models/m.zip' is not compared with ML.NET: the process ended with 3: it broke")]
    [InlineData("""System.Console.WriteLine("hello");""", "'Models/m.zip' is not compared with ML.NET: the process ended with 0: hello")]
    [InlineData("""System.Threading.Thread.Sleep(60_000);""", "'Models/m.zip' is not compared with ML.NET: it took more than 4000 ms; give it more with MlDslVerifyTimeout, or switch it off with MlDslVerifyModels=false")]
    public void WhatKeepsItFromComparingIsAWarningAndNoMore(string program, string message)
    {
        using var folder = new TemporaryFolder();
        Engine engine = Built(folder, Program(folder, program));
        Assert.Equal(("MLD2083", message), (Assert.Single(engine.Warnings).Code, engine.Warnings[0].Message));
        Assert.True(File.Exists(folder.File("m.weights")));

        // What would be no other in the next build is remembered; a process that broke is asked again.
        Assert.Equal(message.Contains("broke", StringComparison.Ordinal) || message.Contains("hello", StringComparison.Ordinal), !File.Exists(folder.File("m.plan.verified")));
    }

    [FactWith("models/" + File1)]
    public void AnAbsentPackageIsNamedInTheLog()
    {
        using var folder = new TemporaryFolder();
        Engine engine = Built(folder, "");
        Assert.Contains(engine.Messages, static message => message.Message == "MlDsl: 'Models/m.zip' is not compared with ML.NET while building: the package MlDsl.MlNet.Build is not referenced");
        Assert.Empty(engine.Warnings);
        Assert.Equal("MLD2083", Assert.Single(Built(folder, folder.File("no.dll")).Warnings).Code);
    }
}
