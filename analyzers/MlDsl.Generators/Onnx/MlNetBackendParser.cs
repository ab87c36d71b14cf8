using Microsoft.CodeAnalysis;
using MlDsl.Generators.Compiled;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>Decides what runs a model of ML.NET: compiled code, or ML.NET itself where the project references the package for it.</summary>
internal static class MlNetBackendParser
{
    private const string Package = OnnxNames.MlNetAssembly;

    /// <summary>The plan of a compiled model; null where ML.NET runs it, or where nothing does, which is reported.</summary>
    public static GraphPlan? Plan(OnnxModelDeclaration declaration, Manifest manifest, IReadOnlyList<GraphPlan> plans, Action<Problem> report)
    {
        GraphPlan? plan = plans.FirstOrDefault(p => p.Model == manifest.Model);
        if (plan is null || plan.Sha256 != manifest.Sha256)
        {
            Report(MlNetRules.Step, plan is null ? "has no plan: the file is absent, and a manifest stands in for it; restore the file, which the model is read from" : "cannot be compiled: its plan describes another file; rebuild the project");
            return null;
        }
        bool isCompiled = plan.Obstacles.Count == 0;
        if (isCompiled && plan.Runtime is null && declaration.Backend != "Runtime") return plan;
        if (isCompiled && plan.Runtime is not null && declaration.Backend == "Compiled")
        {
            Report(OnnxRules.Backend, $"is left to ML.NET by the build, so that its weights are not in the assembly: {plan.Runtime}. Write Backend=\"Compiled\" on its MlModel item, or use Backend.Auto");
            return null;
        }

        string reasons = isCompiled ? "" : BackendParser.Text(plan.Obstacles);
        string? refused = manifest.MetadataOf("mlnet.refused");
        bool isDescribed = manifest.Outputs.Count > 0 && refused is null;
        if (!isCompiled && declaration.Backend == "Compiled")
            Report(MlNetRules.Step, $"cannot be compiled: {reasons}{(isDescribed ? $"; use Backend.Auto and the package {Package} to run it through ML.NET" : "")}");
        else if (!isDescribed && isCompiled)
            Report(MlNetRules.Step, $"is not run by ML.NET behind a class: {refused}; it is compiled, use Backend.Auto{(plan.Runtime is null ? "" : " and no Backend on its MlModel item")}");
        else if (!isDescribed)
            Report(MlNetRules.Step, $"cannot be compiled: {reasons}{(refused is null || reasons.Contains(refused) ? "" : $"; nor does ML.NET run it behind a class: {refused}")}");
        else if (!declaration.HasMlNet)
            Report(isCompiled ? OnnxRules.Backend : MlNetRules.Step, isCompiled
                ? $"is left to ML.NET, and the project does not reference the package {Package}: add it, or use Backend.Auto{(plan.Runtime is null ? "" : " and no Backend on its MlModel item")}"
                : $"cannot be compiled: {reasons}; add the package {Package} to run it through ML.NET");
        else if (declaration.Backend != "Runtime")
            Report(OnnxRules.RunsOnRuntime, isCompiled ? $"runs on ML.NET: {plan.Runtime}" : $"runs on ML.NET, because it cannot be compiled: {reasons}");
        return null;

        void Report(DiagnosticDescriptor rule, string reason) => report(new(rule, ProblemPlace.Model, null, $"'{declaration.Path}' {reason}"));
    }
}
