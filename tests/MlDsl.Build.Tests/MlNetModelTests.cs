using System.Text;
using MlDsl.Compiler;
using MlDsl.Compiler.MlNetFiles;
using MlDsl.Compiler.MlNetSteps;
using MlDsl.Compiler.Planning;
using MlDsl.Testing;

namespace MlDsl.Build.Tests;

/// <summary>
/// Model files of ML.NET, read without it. That their schemas and the columns they make are ML.NET's own is asked of ML.NET in a suite of its
/// own; here stands what must not change unseen: what public files hold, and what is refused and how.
/// </summary>
public sealed class MlNetModelTests
{
    private const string NoZip = "the file is no model of ML.NET, which is a zip";

    [TheoryWith("models/mlnet/bike-poisson.zip")]
    [InlineData("bike-fasttree", "Season Year Month Hour Holiday Weekday Weather Temperature NormalizedTemperature Humidity Windspeed", "Score:Single")]
    [InlineData("bike-poisson", "Season Year Month Hour Holiday Weekday Weather Temperature NormalizedTemperature Humidity Windspeed", "Score:Single")]
    [InlineData("iris-maxent", "SepalLength SepalWidth PetalLength PetalWidth", "Score:Vector<Single, 3>; PredictedLabel:Single")]
    public void InputsAreWhatTheOutputsDependOn(string file, string inputs, string outputs)
    {
        MlNetModelFile model = MlNetModelFile.Read(File.ReadAllBytes(TestData.Model($"mlnet/{file}.zip")));
        Assert.Equal("", model.Reason);
        Assert.Equal(inputs.Split(' ').Order(), model.Graph!.Inputs.Select(static input => input.Name).Order());
        Assert.Equal(outputs, string.Join("; ", model.Graph.Outputs.Select(static output => $"{output.Name}:{output.Type}")));
    }

    [TheoryWith("models/mlnet/sales-spikes.zip")]
    [InlineData("sales-spikes", "TransformerChain (IidSpikeDetector) remembers the rows before")]
    public void WhatIsNotCompiledIsNamedWithItsPlace(string file, string reason) => Assert.Equal(reason, MlNetModelFile.Read(File.ReadAllBytes(TestData.Model($"mlnet/{file}.zip"))).Reason);

    [Theory]
    [InlineData("", NoZip)]
    [InlineData("PK and nothing else", NoZip)]
    public void WhatIsNoZipIsSaidToBeNone(string content, string reason) => Refused(Encoding.ASCII.GetBytes(content), reason);

    [Fact]
    public void AZipOfOtherThingsIsNoModel() => Refused(DamagedZip.Of(("notes.txt", "hello"u8.ToArray())), "the file is a zip, but no model of ML.NET 1.0 or later: its entry 'TransformerChain/Model.key' is missing");

    [Fact]
    public void APartWithoutAHeaderIsNamed() => Refused(DamagedZip.Of((@"TransformerChain\Model.key", new byte[300])), "'TransformerChain/Model.key' is broken: it does not begin as a part of an ML.NET model does");

    [Fact]
    public void AnEntryThatUnpacksWithoutEndIsGivenUp()
    {
        long left = 1 << 20;
        using var endless = new MemoryStream(new byte[2 << 20]);
        Assert.Contains("unpacks to more than ML.NET's models may have", Assert.Throws<InvalidDataException>(() => MlNetArchive.Unpack(endless, "bomb", ref left)).Message, StringComparison.Ordinal);
    }

    [FactWith("models/mlnet5/sdca.zip")]
    public void ForeignAssemblyNamesChangeNothing()
    {
        byte[] whole = File.ReadAllBytes(TestData.Model("mlnet5/sdca.zip"));
        string plan = ModelCompiler.Compile(whole, "m.zip").Plan;
        byte[] renamed = DamagedZip.Changed(whole, static (_, content) =>
        {
            byte[] name = Encoding.Unicode.GetBytes("Microsoft.ML"), other = Encoding.Unicode.GetBytes("Evil.Code.12");
            for (int at; (at = content.AsSpan().IndexOf(name)) >= 0;) other.CopyTo(content, at);
        });
        Assert.Equal(Lines(plan), Lines(ModelCompiler.Compile(renamed, "m.zip").Plan));
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), static assembly => assembly.GetName().Name!.StartsWith("Evil", StringComparison.Ordinal));

        static IEnumerable<string> Lines(string plan) => plan.Split('\n').Where(static line => !line.StartsWith("sha256", StringComparison.Ordinal));
    }

    [FactWith("models/mlnet5/lgb300.zip")]
    public void AModelOfSeveralStepsIsARowsProgram()
    {
        string plan = ModelCompiler.Compile(File.ReadAllBytes(TestData.Model("mlnet5/lgb300.zip")), "m.zip").Plan;
        Assert.Contains("\nprogram rows\n", plan, StringComparison.Ordinal);
        Assert.Contains(" look string \"Cat1\" ", plan, StringComparison.Ordinal);
        Assert.Contains(" trees double \"Score", plan, StringComparison.Ordinal);
        Assert.Contains("hot r", plan, StringComparison.Ordinal);
    }

    private static void Refused(byte[] file, string reason)
    {
        string plan = ModelCompiler.Compile(file, "m.zip").Plan;
        Assert.Contains($"\nobstacle \"{reason}", plan, StringComparison.Ordinal);
        Assert.StartsWith(reason, Assert.Throws<InvalidDataException>(() => MlNetModel.Read(file)).Message, StringComparison.Ordinal);
    }
}
