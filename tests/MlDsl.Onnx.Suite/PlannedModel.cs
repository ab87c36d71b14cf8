using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MlDsl.Compiler;
using MlDsl.Generators.Compiled;

namespace MlDsl.Onnx.Suite;

/// <summary>What the compiler of models makes of a model of the suite.</summary>
internal sealed class PlannedModel : AdditionalText
{
    private static readonly ConditionalWeakTable<OfficialModel, PlannedModel> Known = [];

    private readonly SourceText text;

    private PlannedModel(string path, string text, byte[]? weights, string? manifest)
    {
        Manifest = manifest;
        Path = path + PlanParser.Extension;
        this.text = SourceText.From(text, System.Text.Encoding.UTF8);
        Plan = PlanParser.Parse(Path, this.text, default);
        if (weights is not null) Weights = new ResourceDescription(GraphPlan.ResourcePrefix + Plan.Model, () => new MemoryStream(weights), isPublic: true);
    }

    public override string Path { get; }

    public GraphPlan Plan { get; }

    public ResourceDescription? Weights { get; }

    /// <summary>The manifest of a model that is not ONNX.</summary>
    public string? Manifest { get; }

    /// <summary>What is made of a model, once.</summary>
    public static PlannedModel Of(OfficialModel model) => Known.GetValue(model, Make);

    private static PlannedModel Make(OfficialModel model)
    {
        CompiledFiles files = ModelCompiler.Compile(File.ReadAllBytes(model.Path), model.FileName);
        return new PlannedModel(model.Path, files.Plan, files.Weights, files.Manifest);
    }

    public override SourceText GetText(CancellationToken cancellationToken = default) => text;
}
