using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MlDsl.Generators;

/// <summary>Keeps the analyzers of declarations out of projects that cannot have any.</summary>
internal static class AnalysisGate
{
    /// <summary>
    /// Runs <paramref name="register"/> for each compilation that references MlDsl and is written in a C# that generated code can be added to;
    /// in others nothing is looked at.
    /// </summary>
    public static void WhenMlDslIsReferenced(this AnalysisContext context, Action<CompilationStartAnalysisContext> register) =>
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation is CSharpCompilation { LanguageVersion: >= Languages.Needed } && start.Compilation.GetTypesByMetadataName(Names.Dataset).Length > 0)
                register(start);
        });
}
