using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>What each call into ML.NET makes of its arguments.</summary>
internal sealed partial class Interpreter
{
    private Value? MlNet(IInvocationOperation call, Value? instance, Dictionary<string, Value> arguments)
    {
        if (StepReader.Read(call, arguments, analysis.Symbols) is { } step) return new Estimator([step]);
        IMethodSymbol target = call.TargetMethod;
        Value? Argument(string name) => arguments.TryGetValue(name, out Value? value) ? value : null;
        string owner = target.ContainingType.Name;

        switch (target.Name)
        {
            case "LoadFromTextFile" or "LoadFromEnumerable" or "LoadFromBinary" or "LoadFromSvmLightFile" or "LoadFromSvmLightFileWithFeatureNames":
                return Load(call, SchemaFor(target, arguments), target.TypeArguments
                    .FirstOrDefault() as INamedTypeSymbol, Argument("data") is Items { IsLiteral: true });
            case "CreateTextLoader" or "CreateDatabaseLoader":
                return new Loader(SchemaFor(target, arguments), target.TypeArguments.FirstOrDefault() as INamedTypeSymbol);
            case "Load" when As<Loader>(instance ?? Argument("loader")) is { } loader:
                return Load(call, loader.Schema, loader.RowType);
            case "Load" or "LoadWithDataLoader" when owner == "ModelOperationsCatalog":
                return new Transformer(Estimator.Unknown, null, call.Syntax);

            case "Cache":
                return Argument("input");
            case "ShuffleRows" when As<View>(Argument("input")) is { } view:
                Record(new ShuffleEvent(call, stack, view) { Repeats = Repeats(call) });
                return view.WithRows(view.Rows.Shuffled());
            case "FilterRowsByColumn" or "FilterRowsByKeyColumnFraction" or "FilterRowsByMissingValues" or "TakeRows" or "SkipRows" or "BootstrapSample"
                    or "FilterByCustomPredicate" or "FilterByStatefulCustomPredicate" when As<View>(Argument("input")) is { } view:
                return view.WithRows(view.Rows.Cut(new Cut(CutKind.Filter, call.Syntax)));
            case "TrainTestSplit" or "CrossValidationSplit" when As<View>(Argument("data")) is { } view:
                return SplitOf(call, view, arguments, target.Name == "CrossValidationSplit");

            case "Append":
                return Append(call, instance ?? Argument("start") ?? Argument("loader"), Argument("estimator"), Argument("transformer"));
            case "AppendCacheCheckpoint":
                return As<Estimator>(instance ?? Argument("start")) is { } uncached
                    ? new Estimator(uncached.Steps.Add(new Step(call) { IsCache = true, IsKnown = true }))
                    : null;
            case "WithOnFitDelegate":
                return Argument("estimator");
            case "Fit":
                return Fit(call, instance, As<View>(Argument("input") ?? Argument("trainData")), As<View>(Argument("validationData")));
            case "Transform" when As<Transformer>(instance) is { } model && As<View>(Argument("input")) is { } view:
                return Transformed(call, model, view);
            case "Transform" when As<View>(Argument("input")) is { } view:
                return view.Through(new Transformer(Estimator.Unknown, null, call.Syntax), Schema.Unknown);
            case "ChangeModelThreshold":
                return Argument("model");

            case "Evaluate" or "EvaluateNonCalibrated" when As<View>(Argument("data")) is { } view && Trainer.TaskOf(owner) is { } task:
                var evaluated = new EvaluateEvent(call, stack, task, view, Texts(arguments)) { Repeats = Repeats(call) };
                Record(evaluated);
                return new Metrics(evaluated);
            case "CrossValidate" or "CrossValidateNonCalibrated" when As<View>(Argument("data")) is { } view
                && Trainer.TaskOf(owner) is { } task:
                work.Take(Variants(Argument("estimator")).Sum(static v => v.Chain.Steps.Length));
                foreach (var (chain, variant) in Variants(Argument("estimator")))
                    Record(new CrossValidateEvent(call, stack, task, chain, view, Argument("samplingKeyColumnName") as Text,
                        IsKnown(call, arguments, "samplingKeyColumnName"))
                    { Repeats = Repeats(call), Variant = variant });
                return new FoldResults(As<Estimator>(Argument("estimator")) ?? Estimator.Unknown, view, isOne: false, isChosen: false,
                    call.Syntax);
            case "PermutationFeatureImportance" or "PermutationFeatureImportanceNonCalibrated" when As<View>(Argument("data")) is { } view:
                Record(new ImportanceEvent(call, stack, As<Transformer>(Argument("model") ?? Argument("predictionTransformer")), view));
                return null;
            case "Execute" when As<View>(Argument("trainData")) is { } view:
                Record(new ExperimentEvent(call, stack, view, As<View>(Argument("validationData"))));
                return null;

            case "Save" when owner == "ModelOperationsCatalog":
                Record(new SaveEvent(call, stack, Argument("model"), Argument("inputSchema")));
                return null;
            case "ConvertToOnnx" when As<Transformer>(Argument("transform")) is { } model:
                Record(new ExportEvent(call, stack, model));
                return null;
            case "CreatePredictionEngine" when target.TypeArguments is [INamedTypeSymbol input, INamedTypeSymbol output]:
                Record(new EngineEvent(call, stack, As<Transformer>(Argument("transformer")), input, output)
                { Brought = RowSchema.Of(input, analysis.Symbols, isRead: true) });
                if (As<Transformer>(Argument("transformer")) is not { } served) return null;
                work.Take(served.Estimator.Steps.Length);
                return new Engine(served);
            case "Predict" when instance is Engine engine:
                Record(new PredictEvent(call, stack, engine.Model));
                return null;
        }
        return Unknown(call, target);
    }

    // A view, estimator or model that comes from elsewhere is still one and the same value.
    private View? Unknown(IInvocationOperation call, IMethodSymbol target) =>
        KnownSymbols.Is(target.ReturnType, analysis.Symbols.DataView) ? Load(call, Schema.Unknown, null) : null;

    private View Load(IInvocationOperation call, Schema schema, INamedTypeSymbol? rowType, bool isSample = false)
    {
        string way = stack.IsEmpty ? "" : string.Join("|", stack.Select(static s => s.Syntax.SpanStart));
        var origin = new Origin((call.Syntax, way, iteration), SourceOf(call), rowType, isSample);
        var view = new View(new Rows(origin, [], isShuffled: false), schema, []);
        Record(new LoadEvent(call, stack, view) { Repeats = Repeats(call) });
        return view;
    }

    /// <summary>The file or collection that is loaded, where two loads of it certainly give the same rows.</summary>
    private object? SourceOf(IInvocationOperation call)
    {
        if (!stack.IsEmpty || call.Argument("path") is not { } path) return null;
        if (path is IConversionOperation conversion) path = conversion.Operand;
        if (path.ConstantValue is { HasValue: true, Value: string text }) return text;
        ISymbol? variable = path switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            IFieldReferenceOperation { Field.IsReadOnly: true } field => field.Field,
            _ => null,
        };
        return variable is not null && FlowAnalysis.IsAssignedOnce(variable, call, cancellation) ? variable : null;
    }

    private Schema SchemaFor(IMethodSymbol method, Dictionary<string, Value> arguments)
    {
        if (arguments.TryGetValue("schemaDefinition", out Value? definition) && definition is not Null) return Schema.Unknown;
        if (method.Parameters.Any(static p => p.Name == "schema")) return Schema.Unknown;
        if (method.TypeArguments is [INamedTypeSymbol row])
        {
            Schema schema = RowSchema.Of(row, analysis.Symbols, isRead: method.Name == "LoadFromEnumerable");
            work.Take(schema.Columns.Count);
            return schema;
        }
        Value? columns = arguments.TryGetValue("columns", out Value? given) ? given
            : arguments.TryGetValue("options", out Value? options) ? (options as Members)?["Columns"]
            : null;
        return columns is Items items ? TextLoaderColumns(items) : Schema.Unknown;
    }

    private static Schema TextLoaderColumns(Items columns)
    {
        Schema schema = new(Schema.Unknown.Columns, isOpen: !columns.IsExact);
        foreach (Value? element in columns.Elements)
        {
            if (element is not Members column || column["name"] is not Text text)
            {
                schema = schema.Open();
                continue;
            }
            // Sources and key counts make vectors and keys; a single index makes a scalar.
            bool scalar = column.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.BaseObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 3, Initializer: null }
                && !column.Values.ContainsKey("source") && !column.Values.ContainsKey("keyCount");
            schema = schema.With(Column.Loaded(text.Value, scalar && column["dataKind"] is Number kind ? ColumnType.Scalar(StepEffects.KindOf(kind.Value)) : ColumnType.Unknown));
        }
        return schema;
    }

    private Value SplitOf(IInvocationOperation call, View view, Dictionary<string, Value> arguments, bool isFold)
    {
        var split = new Split(view, call.Syntax, isFold);
        arguments.TryGetValue("samplingKeyColumnName", out Value? key);
        Record(new SplitEvent(call, stack, split, key as Text,
            IsKnown(call, arguments, "samplingKeyColumnName"))
        { Repeats = Repeats(call) });
        return isFold ? new Folds(split) : split;
    }

    private static bool IsKnown(IInvocationOperation call, Dictionary<string, Value> arguments, string parameter) =>
        call.Argument(parameter) is null || arguments.TryGetValue(parameter, out Value? value) && value is Text or Null;

    private static Value? Append(IInvocationOperation call, Value? start, Value? estimator, Value? transformer)
    {
        if (As<Transformer>(start) is { } first)
        {
            return As<Transformer>(transformer) is { } second
                ? new Transformer(first.Estimator.Append(second.Estimator), second.FittedOn, call.Syntax,
                    first.Parts.AddRange(second.Parts))
                : new Transformer(Estimator.Unknown, null, call.Syntax);
        }
        return (As<Estimator>(start) ?? Estimator.Unknown).Append(As<Estimator>(estimator) ?? Estimator.Unknown);
    }

    private Transformer Fit(IInvocationOperation call, Value? estimator, View? data, View? validation)
    {
        var model = new Transformer(As<Estimator>(estimator) ?? Estimator.Unknown, data, call.Syntax);
        work.Take(model.Estimator.Steps.Length);
        if (data is null) return model;
        foreach (var (chain, variant) in Variants(estimator))
            Record(new FitEvent(call, stack, chain, data, validation, model) { Repeats = Repeats(call), Variant = variant });
        return model;
    }

    // Each of several chains is looked at by itself.
    private static IEnumerable<(Estimator Chain, int Variant)> Variants(Value? estimator) =>
        estimator is Choice choice && choice.Values.All(static v => v is Estimator)
            ? choice.Values.Select(static (v, i) => ((Estimator)v, i))
            : [(As<Estimator>(estimator) ?? Estimator.Unknown, 0)];

    private View? Transformed(IInvocationOperation call, Transformer model, View view)
    {
        Record(new TransformEvent(call, stack, model, view) { Repeats = Repeats(call) });
        work.Take(model.Estimator.Steps.Length);
        return view.Through(model, view.Schema.Apply(model.Estimator));
    }

    private static ImmutableDictionary<string, Text> Texts(Dictionary<string, Value> arguments) => arguments
        .Where(static a => a.Value is Text)
        .ToImmutableDictionary(static a => a.Key, static a => (Text)a.Value, StringComparer.Ordinal);
}
