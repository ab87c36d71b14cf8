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
        if (target.ContainingNamespace is { Name: "AutoML" } && AutoMl(call, instance, arguments) is { } found) return found;

        switch (target.Name)
        {
            case "LoadFromTextFile" or "LoadFromEnumerable" or "LoadFromBinary" or "LoadFromSvmLightFile" or "LoadFromSvmLightFileWithFeatureNames":
                return Load(call, SchemaFor(target, arguments), RowTypeOf(target), Argument("path"), Argument("data") is Items { IsLiteral: true });
            case "CreateTextLoader" or "CreateDatabaseLoader":
                return new Loader(SchemaFor(target, arguments), RowTypeOf(target));
            case "Load" when As<Loader>(instance ?? Argument("loader")) is { } loader:
                return Load(call, loader.Schema, loader.RowType, Argument("path"));
            case "Load" or "LoadWithDataLoader" when owner == "ModelOperationsCatalog":
                return new Transformer(Estimator.Unknown, null, call.Syntax) { File = call.Argument("filePath") is { } path ? (path, stack) : null };

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
            case "Transform" when Each<Transformer>(instance) is { IsEmpty: false } models && Each<View>(Argument("input")) is { IsEmpty: false } views
                && models.Length * views.Length <= Values.MaximumChoices:
                return models.SelectMany(_ => views, (model, view) => (model, view)).Select((way, i) => (Value?)Transformed(call, way.model, way.view, i)).Aggregate(Values.Join);
            case "Transform" when As<View>(Argument("input")) is { } view:
                return view.Through(new Transformer(Estimator.Unknown, null, call.Syntax), Schema.Unknown);
            case "ChangeModelThreshold":
                return Argument("model");

            case "Evaluate" or "EvaluateNonCalibrated" when Each<View>(Argument("data")) is { IsEmpty: false } views && Trainer.TaskOf(owner) is { } task:
                ImmutableArray<EvaluateEvent> evaluated = [.. views.Select((view, i) => new EvaluateEvent(call, stack, task, view, Texts(arguments)) { Repeats = Repeats(call), Variant = i })];
                foreach (EvaluateEvent each in evaluated) Record(each);
                return new Metrics(evaluated[0]);
            case "CrossValidate" or "CrossValidateNonCalibrated" when As<View>(Argument("data")) is { } view
                && Trainer.TaskOf(owner) is { } task:
                var chains = Chains(Argument("estimator"));
                for (int i = 0; i < chains.Length; i++)
                {
                    work.Take(chains[i].Steps.Length);
                    Record(new CrossValidateEvent(call, stack, task, chains[i], view, Argument("samplingKeyColumnName") as Text,
                        IsKnown(call, arguments, "samplingKeyColumnName"))
                    { Repeats = Repeats(call), Variant = i });
                }
                return new FoldResults(As<Estimator>(Argument("estimator")) ?? Estimator.Unknown, view, isOne: false, isChosen: false,
                    call.Syntax);
            case "PermutationFeatureImportance" or "PermutationFeatureImportanceNonCalibrated" when As<View>(Argument("data")) is { } view:
                Record(new ImportanceEvent(call, stack, As<Transformer>(Argument("model") ?? Argument("predictionTransformer")), view));
                return null;
            case "Save" when owner == "ModelOperationsCatalog":
                var saved = Each<Transformer>(Argument("model"));
                for (int i = 0; i < saved.Length; i++) Record(new SaveEvent(call, stack, saved[i], Argument("inputSchema")) { Variant = i });
                if (saved.IsEmpty) Record(new SaveEvent(call, stack, null, Argument("inputSchema")));
                return null;
            case "ConvertToOnnx":
                var exported = Each<Transformer>(Argument("transform"));
                for (int i = 0; i < exported.Length; i++) Record(new ExportEvent(call, stack, exported[i]) { Variant = i });
                return null;
            case "CreatePredictionEngine" or "CreateTimeSeriesEngine" when target.TypeArguments is [var from, var to] && Actual(from) is INamedTypeSymbol input && Actual(to) is INamedTypeSymbol output:
                var served = Each<Transformer>(Argument("transformer"));
                Schema brought = RowSchema.Of(input, analysis.Symbols, isRead: true);
                for (int i = 0; i < served.Length; i++) Record(new EngineEvent(call, stack, served[i], input, output) { Brought = brought, Variant = i });
                if (served.IsEmpty) Record(new EngineEvent(call, stack, null, input, output) { Brought = brought });
                if (As<Transformer>(Argument("transformer")) is not { } one) return null;
                work.Take(one.Estimator.Steps.Length);
                return new Engine(one);
            case "Predict" when instance is Engine engine:
                Record(new PredictEvent(call, stack, engine.Model));
                return null;

            // A data frame is a view of rows whose columns the program may go on changing.
            case "LoadCsv" when owner == "DataFrame":
                return Load(call, Schema.Unknown, null, Argument("filename"));
            case "ToDataFrame" when As<View>(Argument("dataView")) is { } view:
                return new View(view.Rows, Schema.Unknown, view.Applied);
            case "Filter" or "Head" or "Tail" or "Sample" or "DropNulls" when instance is View view && owner == "DataFrame":
                return view.WithRows(view.Rows.Cut(new Cut(CutKind.Filter, call.Syntax)));
            case "Clone" or "OrderBy" or "OrderByDescending" or "FillNulls" when instance is View view && owner == "DataFrame":
                return view;
        }
        return Unknown(call, target);
    }

    // A view, estimator or model that comes from elsewhere is still one and the same value.
    private View? Unknown(IInvocationOperation call, IMethodSymbol target) =>
        KnownSymbols.Is(target.ReturnType, analysis.Symbols.DataView) ? Load(call, Schema.Unknown, null, null) : null;

    private View Load(IInvocationOperation call, Schema schema, INamedTypeSymbol? rowType, Value? path, bool isSample = false)
    {
        string way = stack.IsEmpty ? "" : string.Join("|", stack.Select(static s => s.Syntax.SpanStart));
        var origin = new Origin((call.Syntax, way, iteration), SourceOf(call, path), rowType, isSample) { Site = call.Syntax };
        var view = new View(new RowPart(origin, [], isShuffled: false), schema, []);
        Record(new LoadEvent(call, stack, view) { Repeats = Repeats(call) });
        return view;
    }

    /// <summary>The file that is loaded, where two loads of it give the same rows.</summary>
    private PathShape? SourceOf(IInvocationOperation call, Value? path) => (path is Items { IsExact: true, Elements: [{ } only] } ? only : path) is Text { Value: var file } ? PathShape.Of(file)
        : call.Argument("path") is { } given ? PathShape.Of(given, stack, cancellation) : null;

    private INamedTypeSymbol? RowTypeOf(IMethodSymbol method) => method.TypeArguments is [var row] ? Actual(row) as INamedTypeSymbol : null;

    private Schema SchemaFor(IMethodSymbol method, Dictionary<string, Value> arguments)
    {
        if (arguments.TryGetValue("schemaDefinition", out Value? definition) && definition is not Null) return Schema.Unknown;
        if (method.Parameters.Any(static p => p.Name == "schema")) return Schema.Unknown;
        if (RowTypeOf(method) is { } row)
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
            schema = schema.With(Column.Loaded(text.Value, scalar && column["dataKind"] is Number kind ? ItemType.Scalar(StepEffects.KindOf(kind.Value)) : ItemType.Unknown));
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
        ImmutableArray<Estimator> before = Chains(start), after = Chains(estimator);
        if (before.Length * after.Length > Values.MaximumChoices) (before, after) = ([As<Estimator>(start) ?? Estimator.Unknown], [As<Estimator>(estimator) ?? Estimator.Unknown]);
        return before.SelectMany(_ => after, static (one, next) => (Value?)one.Append(next)).Aggregate(Values.Join);
    }

    // Each of several chains is looked at by itself; one that is not known is a chain of steps that are not known.
    private static ImmutableArray<Estimator> Chains(Value? estimator) => Each<Estimator>(estimator) is { IsEmpty: false } chains ? chains : [Estimator.Unknown];

    private Value? Fit(IInvocationOperation call, Value? estimator, View? data, View? validation)
    {
        Value? fitted = null;
        var chains = Chains(estimator);
        for (int i = 0; i < chains.Length; i++)
        {
            var model = new Transformer(chains[i], data, call.Syntax);
            work.Take(model.Estimator.Steps.Length);
            if (data is not null) Record(new FitEvent(call, stack, chains[i], data, validation, model) { Repeats = Repeats(call), Variant = i });
            fitted = i == 0 ? model : Values.Join(fitted, model);
        }
        return fitted;
    }

    private View? Transformed(IInvocationOperation call, Transformer model, View view, int variant)
    {
        Record(new TransformEvent(call, stack, model, view) { Repeats = Repeats(call), Variant = variant });
        work.Take(model.Estimator.Steps.Length);
        return view.Through(model, view.Schema.Apply(model.Estimator));
    }

    private static ImmutableDictionary<string, Text> Texts(Dictionary<string, Value> arguments) => arguments
        .Where(static a => a.Value is Text)
        .ToImmutableDictionary(static a => a.Key, static a => (Text)a.Value, StringComparer.Ordinal);
}
