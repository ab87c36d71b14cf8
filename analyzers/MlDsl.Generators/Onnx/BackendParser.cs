using Microsoft.CodeAnalysis;
using MlDsl.Generators.Compiled;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>Decides what runs a graph: the operators of MlDsl, or ONNX Runtime.</summary>
internal static class BackendParser
{
    // The editor shows one message; the whole list is in the plan.
    private const int MaxShown = 3;

    /// <summary>The plan of a compiled model; null where ONNX Runtime runs it, or where neither can, which is reported.</summary>
    public static GraphPlan? Plan(OnnxModelDeclaration declaration, Manifest manifest, IReadOnlyList<GraphPlan> plans, Action<Problem> report)
    {
        if (declaration.IsMlNet) return MlNetBackendParser.Plan(declaration, manifest, plans, report);
        if (declaration.Backend == "Runtime") return null;
        bool mustCompile = declaration.Backend == "Compiled";
        if (declaration.Provider != "Cpu")
        {
            if (mustCompile) Report(OnnxRules.Backend, $"cannot be compiled for {declaration.Provider}: compiled models run on the processor; use Backend.Runtime, or Provider.Cpu");
            return null;
        }
        GraphPlan? plan = plans.FirstOrDefault(p => p.Model == manifest.Model);
        if (plan is null)
        {
            if (declaration.IsTrees) Report(OnnxRules.Backend, "has no plan: the file is absent, and a manifest stands in for it; restore the file, which the trees are read from");
            else if (mustCompile) Report(OnnxRules.Backend, "has no plan: the file is absent (a manifest stands in for it), or its MlModel item has Compile=\"false\"; restore the file, or use Backend.Runtime");
            return null;
        }
        if (plan.Obstacles.Count == 0 && plan.Sha256 == manifest.Sha256)
        {
            if (plan.Runtime is null) return plan.With(declaration.Iterations);
            if (mustCompile) Report(OnnxRules.Backend, $"is left to ONNX Runtime by the build, so that its weights are not in the assembly: {plan.Runtime}. Write Backend=\"Compiled\" on its MlModel item, or use Backend.Auto");
            else Report(OnnxRules.RunsOnRuntime, $"runs on ONNX Runtime: {plan.Runtime}");
            return null;
        }

        string reasons = plan.Obstacles.Count == 0 ? "its plan describes another file; rebuild the project" : Text(plan.Obstacles);
        if (declaration.IsTrees) Report(OnnxRules.Backend, $"cannot be read: {reasons}");
        else if (mustCompile) Report(OnnxRules.Backend, $"cannot be compiled: {reasons}. Use Backend.Auto or Backend.Runtime to run it on ONNX Runtime");
        else Report(OnnxRules.RunsOnRuntime, $"runs on ONNX Runtime, because it cannot be compiled: {reasons}");
        return null;

        void Report(DiagnosticDescriptor rule, string reason) =>
            report(new(rule, ProblemPlace.Model, null, $"'{declaration.Path}' {reason}"));
    }

    /// <summary>What is in the way, as part of a sentence.</summary>
    public static string Text(EquatableArray<string> obstacles) =>
        string.Join("; ", obstacles.Take(MaxShown)) + (obstacles.Count > MaxShown ? $"; and {Literals.Whole(obstacles.Count - MaxShown)} more" : "");
}
