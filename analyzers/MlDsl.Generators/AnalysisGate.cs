using Microsoft.CodeAnalysis.Diagnostics;

namespace MlDsl.Generators;

/// <summary>Keeps the analyzers of declarations out of projects that cannot have any.</summary>
internal static class AnalysisGate
{
    /// <summary>Runs <paramref name="register"/> for each compilation that references MlDsl; in others nothing is looked at.</summary>
    public static void WhenMlDslIsReferenced(this AnalysisContext context, Action<CompilationStartAnalysisContext> register) =>
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypesByMetadataName(Names.Dataset).Length > 0) register(start);
        });
}
