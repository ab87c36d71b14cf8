using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>The CPU is asked before the accelerator, or nobody is asked where there is none.</summary>
public sealed class ProviderOrder : OnnxRuntimeRule
{
    private const string Prefix = "AppendExecutionProvider_", Cpu = Prefix + "CPU";

    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD2103",
        "The CPU provider is missing or comes too early",
        "{0}",
        "OnnxRuntime",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("OnnxRuntime/ProviderOrder"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        context.RegisterOperationAction(Check, OperationKind.Invocation);

    private static void Check(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name == "ApplyOnnxModel" && KnownSymbols.IsMlNet(call.TargetMethod))
        {
            if (NamesADevice(call) && !IsGuarded(call)) Report(context, call, DiagnosticSeverity.Info, "fallbackToCpu: true");
            return;
        }
        if (!IsProvider(call) || call.TargetMethod.Name == Cpu || call.Instance is not ILocalReferenceOperation { Local: var options }) return;
        var uses = call.Root().Descendants().OfType<ILocalReferenceOperation>()
            .Where(r => SymbolEqualityComparer.Default.Equals(r.Local, options)).ToList();
        var processors = uses.Select(static u => u.Parent).OfType<IInvocationOperation>()
            .Where(static c => IsProvider(c) && c.TargetMethod.Name == Cpu).ToList();
        if (processors.Any(c => c.Syntax.SpanStart < call.Syntax.SpanStart))
            context.ReportDiagnostic(Diagnostic.Create(Rule, call.NameLocation(),
                $"Providers are asked in the order they are appended, so after the CPU '{call.TargetMethod.Name}' gets nothing to do; append it first"));
        else if (call.TargetMethod.Name is Prefix + "CUDA" or Prefix + "Tensorrt" && processors.Count == 0
            && !IsGuarded(call) && IsMadeHere(options, call) && uses.All(IsKept))
            Report(context, call, DiagnosticSeverity.Info, "AppendExecutionProvider_CPU after it");
    }

    private static void Report(OperationAnalysisContext context, IInvocationOperation call, DiagnosticSeverity severity, string remedy) =>
        context.ReportDiagnostic(Diagnostic.Create(Rule, call.NameLocation(), severity, null, null,
            $"Where there is no card this throws, and no fallback is stated; say {remedy}, or catch the exception"));

    private static bool IsProvider(IInvocationOperation call) =>
        call.TargetMethod.Name.StartsWith(Prefix, StringComparison.Ordinal)
        && call.TargetMethod.ContainingType.Name == "SessionOptions" && KnownSymbols.IsOnnxRuntime(call.TargetMethod);

    private static bool NamesADevice(IInvocationOperation call) =>
        call.Argument("gpuDeviceId") is { } device && device.WithoutConversion() is { ConstantValue: { HasValue: true, Value: int } }
        && call.Argument("fallbackToCpu") is null or { ConstantValue: { HasValue: true, Value: false } };

    // Under a condition, or where the exception is caught, the other case has been thought of.
    private static bool IsGuarded(IOperation call)
    {
        for (IOperation? at = call.Parent; at is not null and not IAnonymousFunctionOperation; at = at.Parent)
            if (at is ITryOperation or ICatchClauseOperation or IConditionalOperation or ISwitchOperation or ISwitchExpressionOperation) return true;
        return false;
    }

    private static bool IsMadeHere(ILocalSymbol options, IOperation call) => call.Root().Descendants().OfType<IVariableDeclaratorOperation>()
        .Any(d => SymbolEqualityComparer.Default.Equals(d.Symbol, options) && d.Initializer?.Value.WithoutConversion() is IObjectCreationOperation);

    // Whoever else gets the options may append to them.
    private static bool IsKept(ILocalReferenceOperation use) => use.Parent is IMemberReferenceOperation or IInvocationOperation
        || use.Parent is IArgumentOperation { Parent: IObjectCreationOperation { Type.Name: "InferenceSession" } };
}
