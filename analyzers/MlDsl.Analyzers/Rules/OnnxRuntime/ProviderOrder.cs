using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>The CPU is asked before the accelerator.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProviderOrder : OnnxRuntimeRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD2103",
        "The CPU provider comes before the accelerator",
        "Providers are asked in the order they are appended, so after the CPU '{0}' gets nothing to do; append it first",
        "OnnxRuntime",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("OnnxRuntime/ProviderOrder"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        context.RegisterOperationBlockAction(Check);

    private static void Check(OperationBlockAnalysisContext context)
    {
        foreach (IOperation block in context.OperationBlocks)
        {
            var afterCpu = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
            foreach (IInvocationOperation call in block.Descendants().OfType<IInvocationOperation>())
            {
                if (call.TargetMethod.ContainingType.Name != "SessionOptions" || !KnownSymbols.IsOnnxRuntime(call.TargetMethod)
                    || call.Instance is not ILocalReferenceOperation options) continue;
                if (call.TargetMethod.Name == "AppendExecutionProvider_CPU") afterCpu.Add(options.Local);
                else if (call.TargetMethod.Name.StartsWith("AppendExecutionProvider_", StringComparison.Ordinal)
                    && afterCpu.Contains(options.Local))
                    context.ReportDiagnostic(Diagnostic.Create(Rule, call.NameLocation(), call.TargetMethod.Name));
            }
        }
    }
}
