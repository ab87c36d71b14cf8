using Microsoft.Build.Framework;
using Microsoft.ML;
using MlDsl.Compiler;
using MlDsl.Compiler.MlNetFiles;
using MlDsl.Compiler.Planning;
using MlDsl.MlNet.Build.Rows;
using MlDsl.Testing;

namespace MlDsl.Build.Tests;

/// <summary>Models that are not compiled: what their files tell ML.NET's classes, and what the build says of them.</summary>
public sealed class MlNetRuntimeTests
{
    [FactWith("models/mlnet/fraud-pca.zip")]
    public void APredictorThatIsNotCompiledIsDescribed()
    {
        MlNetModelFile model = MlNetModelFile.Read(Unknown());
        Assert.Contains("its predictor 'pcaAnomNone' is none that is compiled", model.Reason, StringComparison.Ordinal);
        Assert.Equal("", model.Refusal);
        Assert.Equal("PredictedLabel:Boolean; Score:Single", string.Join("; ", model.Contract!.Outputs.Select(static output => $"{output.Name}:{output.Type}")));
        Assert.NotEmpty(model.Contract.Inputs);
        Assert.DoesNotContain(model.Contract.Inputs, static input => input.Name == "Label");
        string manifest = ModelCompiler.Compile(Unknown(), "m.zip").Manifest!;
        Assert.Contains("output \"Score\" tensor(float)[\"batch\", 1]\n", manifest, StringComparison.Ordinal);
        Assert.DoesNotContain("mlnet.refused", manifest, StringComparison.Ordinal);
    }

    [FactWith("models/mlnet/sales-spikes.zip")]
    public void WhatRemembersRowsIsRefused()
    {
        MlNetModelFile model = MlNetModelFile.Read(File.ReadAllBytes(TestData.Model("mlnet/sales-spikes.zip")));
        Assert.Null(model.Contract);
        Assert.Equal("TransformerChain (IidSpikeDetector) remembers the rows before", model.Refusal);
        Assert.Contains("metadata \"mlnet.refused\" \"TransformerChain (IidSpikeDetector)", ModelCompiler.Compile(File.ReadAllBytes(TestData.Model("mlnet/sales-spikes.zip")), "m.zip").Manifest!, StringComparison.Ordinal);
    }

    [FactWith("models/mlnet/fraud-pca.zip")]
    public void AForeignAssemblyIsToldByTheBuild()
    {
        byte[] renamed = DamagedZip.Changed(Unknown(), static (_, content) =>
        {
            byte[] name = System.Text.Encoding.Unicode.GetBytes("Microsoft.ML.PCA"), other = System.Text.Encoding.Unicode.GetBytes("Evil.Code.Of.Mrs");
            for (int at; (at = content.AsSpan().IndexOf(name)) >= 0;) other.CopyTo(content, at);
        });
        MlNetModelFile model = MlNetModelFile.Read(renamed);
        Assert.Null(model.Contract);
        Assert.Contains("names the assembly 'Evil.Code.Of.Mrs', which is none of ML.NET's", model.Refusal, StringComparison.Ordinal);
    }

    [TheoryWith("models/mlnet/fraud-pca.zip", "models/mlnet/bike-poisson.zip")]
    [InlineData("fraud-pca", "", "MlDsl.MlNet", "runs on ML.NET: it cannot be compiled: TransformerChain/Transform_003")]
    [InlineData("fraud-pca", "", "", "it cannot be compiled: TransformerChain/Transform_003")]
    [InlineData("bike-poisson", "", "MlDsl.MlNet", "is compiled: all of its steps are compiled")]
    [InlineData("bike-poisson", "", "", "is compiled: all of its steps are compiled")]
    [InlineData("bike-poisson", "Runtime", "MlDsl.MlNet", "runs on ML.NET: the project says so")]
    [InlineData("bike-poisson", "Compiled", "", "is compiled: the project says so")]
    public void TheBuildSaysWhatRunsAModelAndWhy(string file, string backend, string package, string message)
    {
        using var folder = new TemporaryFolder();
        Engine engine = Built(folder, file, backend, package, isGood: true);
        string said = Assert.Single(engine.Messages).Message!;
        Assert.StartsWith($"MlDsl: 'Models/{file}.zip' {message.Split("Transform_0")[0]}", said, StringComparison.Ordinal);
        Assert.Equal(file == "fraud-pca" && package.Length == 0, said.EndsWith("; with the package MlDsl.MlNet, which the project does not reference, ML.NET runs it", StringComparison.Ordinal));
        Assert.Equal(message.StartsWith("is compiled", StringComparison.Ordinal), File.Exists(folder.File("m.weights")));
    }

    [FactWith("models/mlnet/fraud-pca.zip")]
    public void WhatCannotBeCompiledIsNotPinned()
    {
        using var folder = new TemporaryFolder();
        BuildErrorEventArgs error = Assert.Single(Built(folder, "fraud-pca", "Compiled", "MlDsl.MlNet", isGood: false).Errors);
        Assert.Equal("MLD2072", error.Code);
        Assert.EndsWith("; write Backend=\"Runtime\", and reference MlDsl.MlNet", error.Message, StringComparison.Ordinal);
    }

    [FactWith("models/mlnet/bike-poisson.zip")]
    public void ARuntimeModelLiesBesideTheApplication()
    {
        using var folder = new TemporaryFolder();
        folder.Write("m.zip", File.ReadAllBytes(TestData.Model("mlnet/bike-poisson.zip")));
        folder.Write("marked.dll", [1, .. "\u0012MlDsl.RuntimeModel\u000CModels/m.zip"u8.ToArray()]);
        folder.Write("other.dll", [1, 2, 3]);
        Assert.Equal(["Models/m.zip"], Deployed("marked.dll", ""));
        Assert.Empty(Deployed("other.dll", ""));
        Assert.Empty(Deployed("marked.dll", "false"));

        string[] Deployed(string assembly, string copies)
        {
            var item = new FileItem(folder.File("m.zip"), new() { ["ModelName"] = "Models/m.zip", ["Extension"] = ".zip", ["FullPath"] = folder.File("m.zip"), ["CopyModel"] = copies });
            var task = new SelectDeployedModels { BuildEngine = new Engine(), Models = [item], Assembly = folder.File(assembly) };
            Assert.True(task.Execute());
            return [.. task.Deployed.Select(static file => file.GetMetadata("TargetPath"))];
        }
    }

    private sealed class Trip
    {
        public float Miles { get; set; }

        public float Hours { get; set; }

        public bool Tipped { get; set; }
    }

    // Saved without a schema: ML.NET sets up the label's step as well, which no output depends on.
    [Fact]
    public void AFileWithoutItsSchemaTakesWhatEveryStepReads()
    {
        var (file, model, _) = Unschemed(static (ml, steps) => steps.Append(ml.BinaryClassification.Trainers.LdSvm(numberOfIterations: 20)));
        Assert.Null(file.Graph);
        Assert.Equal("", file.Refusal);
        Assert.Equal(["Hours", "Miles", "Tipped"], file.Contract!.Inputs.Select(static input => input.Name).Order(StringComparer.Ordinal));
        DataViewSchema given = ViewColumns.Schema([.. file.Contract.Inputs.Select(static input => new DataViewColumn(input.Name, input.Type))]);
        DataViewSchema made = model.GetRowToRowMapper(given).OutputSchema;
        Assert.All(file.Contract.Outputs, output => Assert.Equal(output.Type.ToString(), made[output.Name].Type.ToString()));
    }

    [Fact]
    public void AColumnThatAFileWithoutItsSchemaDoesNotTellIsNamed()
    {
        var (file, _, _) = Unschemed(static (ml, steps) => steps.Append(ml.Transforms.DropColumns("Tipped")).Append(ml.BinaryClassification.Trainers.LdSvm(numberOfIterations: 20)));
        Assert.Null(file.Contract);
        Assert.Contains("reads the column 'Tipped', which the class does not give; give the schema of the data to Model.Save", file.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsCompiledWithoutItsSchemaIsNotRunByMlNetBehindTheSameClass()
    {
        var (file, _, bytes) = Unschemed(static (ml, steps) => steps.Append(ml.BinaryClassification.Trainers.SdcaLogisticRegression()));
        Assert.NotNull(file.Graph);
        Assert.Contains("reads the column 'Tipped'", file.Refusal, StringComparison.Ordinal);
        Assert.Contains("metadata \"mlnet.refused\" \"the file was saved without its schema", ModelCompiler.Compile(bytes, "m.zip").Manifest!, StringComparison.Ordinal);
        Assert.Equal("", MlNetModelFile.Read(Saved(static (ml, steps) => steps.Append(ml.BinaryClassification.Trainers.SdcaLogisticRegression()), hasSchema: true).Bytes).Refusal);
    }

    [Fact]
    public void AStepThatOnlyMlNetKnowsIsToldWithoutASchema()
    {
        var (file, _, bytes) = Unschemed(static (ml, steps) => steps.Append(ml.Transforms.Expression("More", "x => x + 1", "Miles")).Append(ml.BinaryClassification.Trainers.SdcaLogisticRegression()).Append(ml.Transforms.Expression("Again", "s => s * 2", "Score")));
        Assert.Null(file.Graph);
        Assert.Contains("metadata \"mlnet.unknown\" \"TransformerChain", ModelCompiler.Compile(bytes, "m.zip").Manifest!, StringComparison.Ordinal);
    }

    // What is dropped is not among the columns beside which the predictor was trained.
    [Fact]
    public void WhatLaterStepsReadThatSuchAStepMayMakeIsTold()
    {
        var (file, _, bytes) = Unschemed(static (ml, steps) => steps.Append(ml.Transforms.Expression("More", "x => x + 1", "Miles")).Append(ml.Transforms.Concatenate("Wide", "Features", "More"))
            .Append(ml.Transforms.DropColumns("More")).Append(ml.BinaryClassification.Trainers.SdcaLogisticRegression(featureColumnName: "Wide")));
        Assert.Null(file.Graph);
        string manifest = ModelCompiler.Compile(bytes, "m.zip").Manifest!;
        Assert.Equal("metadata \"mlnet.later\" \"More\"", Assert.Single(manifest.Split('\n'), static line => line.StartsWith("metadata \"mlnet.later\"", StringComparison.Ordinal)));
    }

    private static (MlNetModelFile File, ITransformer Model, byte[] Bytes) Unschemed(Func<MLContext, IEstimator<ITransformer>, IEstimator<ITransformer>> trainer)
    {
        var (model, bytes) = Saved(trainer, hasSchema: false);
        return (MlNetModelFile.Read(bytes), model, bytes);
    }

    private static (ITransformer Model, byte[] Bytes) Saved(Func<MLContext, IEstimator<ITransformer>, IEstimator<ITransformer>> trainer, bool hasSchema)
    {
        var ml = new MLContext(seed: 1);
        IDataView rows = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 100).Select(static i => new Trip { Miles = i, Hours = i % 7, Tipped = i % 3 == 0 }));
        ITransformer model = trainer(ml, ml.Transforms.CopyColumns("Label", "Tipped").Append(ml.Transforms.Concatenate("Features", "Miles", "Hours"))).Fit(rows);
        using var file = new MemoryStream();
        ml.Model.Save(model, hasSchema ? rows.Schema : null, file);
        return (model, file.ToArray());
    }

    /// <summary>A model whose predictor has a loader that nobody knows.</summary>
    internal static byte[] Unknown() => DamagedZip.Changed(File.ReadAllBytes(TestData.Model("mlnet/fraud-pca.zip")), static (_, content) =>
    {
        int at = content.AsSpan().IndexOf("pcaAnomExec"u8);
        if (at >= 0) "pcaAnomNone"u8.CopyTo(content.AsSpan(at));
    });

    private static Engine Built(TemporaryFolder folder, string file, string backend, string package, bool isGood)
    {
        var engine = new Engine();
        folder.Write($"{file}.zip", file == "fraud-pca" ? Unknown() : File.ReadAllBytes(TestData.Model($"mlnet/{file}.zip")));
        string made = folder.File("m");
        var item = new FileItem(folder.File($"{file}.zip"), new()
        {
            ["ModelName"] = $"Models/{file}.zip",
            ["Extension"] = ".zip",
            ["Backend"] = backend,
            ["Plan"] = made + ".plan",
            ["Weights"] = made + ".weights",
            ["Manifest"] = made + ".manifest",
        });
        var task = new CompileModels { BuildEngine = engine, Models = [item], Host = "dotnet", Compiler = typeof(ModelCompiler).Assembly.Location, MlNet = package };
        Assert.True(task.Execute() == isGood, string.Join('\n', engine.Errors.Select(static error => error.Message)));
        return engine;
    }
}
