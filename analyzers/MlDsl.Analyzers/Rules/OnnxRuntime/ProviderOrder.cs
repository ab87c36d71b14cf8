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
        if (!IsProvider(call) || call.TargetMethod.Name == Cpu || OptionsOf(call) is not { } options) return;
        var body = BodyIndex.Of(call);
        var processors = body.CallsOf(Cpu).Where(c => IsProvider(c) && SymbolEqualityComparer.Default.Equals(OptionsOf(c), options)).ToList();
        if (processors.Any(c => IsAlwaysBefore(c, call)))
            context.ReportDiagnostic(Diagnostic.Create(Rule, call.NameLocation(),
                $"Providers are asked in the order they are appended, so after the CPU '{call.TargetMethod.Name}' gets nothing to do; append it first"));
        else if (call.TargetMethod.Name is Prefix + "CUDA" or Prefix + "Tensorrt" && processors.Count == 0
            && !IsGuarded(call) && options is ILocalSymbol local
            && body.InitializerOf(local)?.WithoutConversion() is IObjectCreationOperation && body.UsesOf(local).All(IsKept))
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

    /// <summary>The variable, parameter or own field that the options are in.</summary>
    private static ISymbol? OptionsOf(IInvocationOperation call) => call.Instance switch
    {
        ILocalReferenceOperation { Local: var local } => local,
        IParameterReferenceOperation { Parameter: var parameter } => parameter,
        IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation, Member: IFieldSymbol or IPropertySymbol } own => own.Member,
        _ => null,
    };

    // On every way to the later call: its statement is in a block that the later call is in too.
    private static bool IsAlwaysBefore(IOperation early, IOperation late)
    {
        if (early.Syntax.SpanStart >= late.Syntax.SpanStart) return false;
        IOperation? at = early;
        while (at is not null and not IExpressionStatementOperation) at = at.Parent;
        return at?.Parent is IBlockOperation or ISwitchCaseOperation && at.Parent.Syntax.Span.Contains(late.Syntax.Span);
    }

    // Whoever else gets the options may append to them.
    private static bool IsKept(ILocalReferenceOperation use) => use.Parent is IMemberReferenceOperation or IInvocationOperation
        || use.Parent is IArgumentOperation { Parent: IObjectCreationOperation { Type.Name: "InferenceSession" } };
}
