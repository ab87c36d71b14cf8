using Microsoft.CodeAnalysis;
using MlDsl.Generators.Compiled;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>Lays what the user wrote beside what the model file holds: a spec, or the reasons why there is none.</summary>
internal static class OnnxModelParser
{
    /// <summary>The spec of a class, straight from its symbol.</summary>
    public static OnnxModelSpec? Parse(
        INamedTypeSymbol type, BuiltModels files, Action<Diagnostic>? report, CancellationToken cancellation)
    {
        Action<Problem>? tell = report is null ? null : problem => report(Diagnostic.Create(problem.Rule, ProblemPlaces.Of(problem, type, cancellation), problem.Properties, problem.Message));
        return Match(OnnxModelReader.Read(type, cancellation), files, tell);
    }

    /// <summary>The same for a class that has been read; the generator keeps the two steps apart, so that each is done once.</summary>
    public static OnnxModelSpec? Match(OnnxModelDeclaration declaration, BuiltModels files, Action<Problem>? report)
    {
        bool failed = false;
        void Report(Problem problem)
        {
            failed |= problem.Rule.DefaultSeverity == DiagnosticSeverity.Error;
            report?.Invoke(problem);
        }

        // Old C# is said once for the whole project.
        if (!declaration.IsCurrent) return null;
        if (declaration.Obstacle is { } obstacle)
        {
            Report(new(OnnxRules.Declaration, ProblemPlace.Model, null, $"'{declaration.Type.Name}' {obstacle} for MlDsl to write its adapter"));
            return null;
        }
        CheckOptions(declaration, Report);
        if (ManifestFinder.Find(declaration, files.Manifests, Report) is not { } manifest) return null;
        CheckHash(declaration, manifest, Report);
        GraphPlan? plan = BackendParser.Plan(declaration, manifest, files.Plans, Report);
        // Where nothing runs it there is no contract either: the reason was told.
        if (declaration.IsMlNet && plan is null && failed) return null;

        // A type that is wrong itself says so.
        if (declaration.IsUnreadable) return null;
        if (declaration is { IsTrees: true, Iterations: "" } && manifest.MetadataOf("best_iterations") is { } taken)
            Report(new(TreeRules.Iterations, ProblemPlace.Model, null, $"'{manifest.Model}' was trained with early stopping: {taken} iterations are taken, those up to the best one, as in the predict of XGBClassifier and XGBRegressor; write Iterations = TreeIterations.Best to say so, or TreeIterations.All to take all, as Booster.predict does"));
        if (declaration.IsMlNet) MlNetMembers.Check(declaration, manifest, Report);
        if (declaration.Input is null) GraphParser.CheckNames(manifest, Report);
        if (declaration.Input?.Plan is null) ExportedInputs.CheckComputed(declaration, manifest, Report);
        OnnxModelSpec spec = Spec(declaration, manifest, plan, Report);
        if (!failed && OwnMembers.Collision(declaration, plan is not null) is { } name)
            Report(new(OnnxRules.Declaration, ProblemPlace.Model, null, $"'{declaration.Type.Name}' must not {(name == declaration.Type.Name ? "be called" : "have a member")} '{name}', which is the name of one that MlDsl writes"));
        return failed ? null : spec;
    }

    /// <summary>What the emitter prints of a class and its model file.</summary>
    public static OnnxModelSpec Spec(OnnxModelDeclaration declaration, Manifest manifest, GraphPlan? plan, Action<Problem> report)
    {
        bool isBound = declaration.Input is not null;
        return new OnnxModelSpec
        {
            Type = declaration.Type,
            Path = manifest.Model,
            Plan = plan,
            IsMlNet = declaration.IsMlNet,
            Provider = declaration.Provider,
            Fallback = declaration.Fallback,
            MaxBatch = declaration.MaxBatch,
            Sha256 = declaration.Sha256,
            Inputs = GraphParser.Inputs(manifest),
            Outputs = GraphParser.Outputs(manifest, declaration.Classes, isBound, report),
            Labels = declaration.IsMlNet && declaration.Type.Name != OnnxModelEmitter.Labels && declaration.Members.All(static m => m.Name != OnnxModelEmitter.Labels) ? MlNetMembers.ScoreLabels(manifest) : default,
            Scorer = isBound ? ScorerParser.Parse(declaration.Input!, declaration.Output!, manifest, report) : null,
        };
    }

    private static void CheckOptions(OnnxModelDeclaration declaration, Action<Problem> report)
    {
        if (declaration.MaxBatch < 1)
            report(new(OnnxRules.Declaration, ProblemPlace.Model, null, $"MaxBatch is {Literals.Whole(declaration.MaxBatch)}; a batch has at least 1 row"));
    }

    private static void CheckHash(OnnxModelDeclaration declaration, Manifest manifest, Action<Problem> report)
    {
        if (declaration.Sha256 is not { } pinned) return;
        if (pinned.Length != 64 || !pinned.All(static c => c is >= '0' and <= '9' or >= 'a' and <= 'f'))
            report(new(OnnxRules.PinnedHash, ProblemPlace.Model, null, $"'{pinned}' is not a SHA-256, which has 64 hexadecimal digits; that of '{manifest.Model}' is {manifest.Sha256}"));
        else if (pinned != manifest.Sha256)
            report(new(OnnxRules.PinnedHash, ProblemPlace.Model, null, $"'{manifest.Model}' has the SHA-256 {manifest.Sha256}, but {pinned} is pinned; restore the file, or pin the new one"));
    }
}
