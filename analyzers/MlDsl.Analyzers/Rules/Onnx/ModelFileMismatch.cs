using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;
using MlDsl.Generators;
using MlDsl.Generators.Manifests;

namespace MlDsl.Analyzers.Rules;

/// <summary>Code that scores with a model file names, types or shapes something as the file does not.</summary>
public sealed class ModelFileMismatch : MlDslAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD2007",
        "The code and the model file disagree",
        "{0}",
        "Onnx",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("Onnx/ModelFileMismatch"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override bool AppliesTo(KnownSymbols symbols) => symbols.MlContext is not null || symbols.InferenceSession is not null;

    internal override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        if (OnnxModels.Read(context.Options.AdditionalFiles, context.CancellationToken) is not { } models) return;
        context.RegisterOperationAction(operation => CheckCall(operation, models), OperationKind.Invocation);
        if (symbols.MlContext is not null) FlowRule.Watch(context, [flow => Find(flow, models, symbols)]);
    }

    private static IEnumerable<Finding> Find(MethodFlow flow, OnnxModels models, KnownSymbols symbols)
    {
        foreach (Chain chain in flow.Chains)
        {
            foreach (var (step, before) in chain.Steps)
            {
                if (ModelOf(step, models) is not { } model || step.Site!.Argument("shapeDictionary") is not null) continue;
                foreach (Text name in step.Inputs().Distinct())
                    if (before[name.Value] is { } column && OnnxContract.InputOf(model, name.Value) is { } input
                        && OnnxContract.Column(input, column, symbols) is { } problem)
                        yield return new Finding(Rule, name.Syntax.GetLocation(), chain.Event, problem);
            }
        }
        foreach (EngineEvent engine in flow.All<EngineEvent>())
        {
            if (engine.Model is not { FittedOn: { } fitted } scorer || engine.Call.Argument("outputSchemaDefinition") is not null) continue;
            Schema schema = fitted.Schema.Apply(scorer.Estimator);
            foreach (ISymbol member in RowSchema.Members(engine.Output))
            {
                if (member.Locations is not [{ } place, ..] || RowSchema.Bound(member) is not { } name
                    || schema[name]?.Maker is not { } maker || ModelOf(maker, models) is not { } model) continue;
                if (model.Outputs.FirstOrDefault(o => o.Name == name) is { } output && OnnxContract.Member(output, RowSchema.Plain(member)) is { } problem)
                    yield return new Finding(Rule, place, engine, problem);
            }
        }
    }

    private static Manifest? ModelOf(Step step, OnnxModels models) => step is { Method: "ApplyOnnxModel", IsKnown: true }
        && step.Arguments.TryGetValue("modelFile", out Value? path) && path is Text file ? models.Find(file.Value) : null;

    private static void CheckCall(OperationAnalysisContext context, OnnxModels models)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name == "ApplyOnnxModel" && KnownSymbols.IsMlNet(call.TargetMethod))
        {
            if (models.Find(call.Argument("modelFile")) is not { } model) return;
            foreach (IOperation name in Names(call, "inputColumnName")) Check(context, name, model, OnnxContract.Input, model.Inputs);
            foreach (IOperation name in Names(call, "outputColumnName")) Check(context, name, model, OnnxContract.Output, model.Outputs);
        }
        else if (KnownSymbols.IsSessionRun(call.TargetMethod))
        {
            var run = new SessionRun(call, context.Compilation, context.CancellationToken);
            if (models.Find(run.Path) is not { } model) return;
            foreach (var (name, item, shape) in run.Inputs().Distinct().ToList()) CheckInput(context, model, name, item, shape);
            foreach (IOperation name in run.Outputs()) Check(context, name, model, OnnxContract.Output, model.Outputs);
        }
    }

    private static IEnumerable<IOperation> Names(IInvocationOperation call, string parameter) =>
        call.Argument(parameter) is { } one ? [one] : SessionRun.Elements(call.Argument(parameter + "s"));

    private static void CheckInput(OperationAnalysisContext context, Manifest model, IOperation name, ITypeSymbol? item, IOperation? shape)
    {
        if (!Check(context, name, model, OnnxContract.Input, model.Inputs) || OnnxContract.InputOf(model, (string)name.ConstantValue.Value!) is not { } input) return;
        if (item is not null && OnnxContract.Items(input, item) is { } items)
            context.ReportDiagnostic(Diagnostic.Create(Rule, name.Syntax.GetLocation(), items));
        var dimensions = SessionRun.Elements(shape).Select(static d => d.WithoutConversion().ConstantValue is { HasValue: true, Value: int or long } size
            ? Convert.ToInt64(size.Value, System.Globalization.CultureInfo.InvariantCulture) : (long?)null).ToList();
        if (dimensions.Count > 0 && OnnxContract.Shape(input, dimensions) is { } problem)
            context.ReportDiagnostic(Diagnostic.Create(Rule, shape!.Syntax.GetLocation(), problem));
    }

    /// <returns>Whether the name is known and the graph has it.</returns>
    private static bool Check(OperationAnalysisContext context, IOperation name, Manifest model, Func<Manifest, string, string?> find, IEnumerable<OnnxValue> known)
    {
        if (name.WithoutConversion().ConstantValue is not { HasValue: true, Value: string text }) return false;
        if (find(model, text) is not { } problem) return true;
        var properties = Nearest.Of(text, [.. known.Select(static v => v.Name)]) is { } nearest
            ? ImmutableDictionary<string, string?>.Empty.Add("replacement", nearest) : null;
        context.ReportDiagnostic(Diagnostic.Create(Rule, name.Syntax.GetLocation(), properties, problem));
        return false;
    }
}
