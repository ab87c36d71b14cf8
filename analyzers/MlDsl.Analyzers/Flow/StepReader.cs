using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>Reads a catalog's call into a step. The catalogs name their parameters alike, so the names decide.</summary>
internal static class StepReader
{
    /// <summary>The step that <paramref name="call"/> makes; null when it makes none.</summary>
    /// <param name="call">A call into ML.NET.</param>
    /// <param name="arguments">What is known of its arguments, by parameter.</param>
    /// <param name="symbols">The known types.</param>
    public static Step? Read(IInvocationOperation call, IReadOnlyDictionary<string, Value> arguments, KnownSymbols symbols)
    {
        string method = call.TargetMethod.Name;
        string catalog = CatalogOf(call.TargetMethod);
        if (catalog == "CalibratorsCatalog") return new Step(call) { IsCalibrator = true, IsKnown = true };
        if (Flow.Trainer.TaskOf(catalog) is { } task)
            return Flow.Trainer.Find(task, method) is { } trainer ? ReadTrainer(call, trainer, arguments) : null;
        return catalog is "TransformsCatalog" or "CategoricalTransforms" or "ConversionTransforms" or "TextTransforms"
                or "FeatureSelectionTransforms" or "ForecastingCatalog"
            && Transform.Find(method) is { } transform
            ? ReadTransform(call, transform, arguments, symbols)
            : null;
    }

    private static string CatalogOf(IMethodSymbol method) =>
        method.IsExtensionMethod && (method.ReducedFrom ?? method).Parameters is [{ } first, ..]
            ? first.Type.Name : method.ContainingType.Name;

    private static Step ReadTrainer(IInvocationOperation call, Trainer trainer, IReadOnlyDictionary<string, Value> arguments)
    {
        var all = Flatten(arguments);
        bool openOptions = call.Arguments.Any(static a => a.Parameter?.Name == "options") && !arguments.ContainsKey("options");
        return new Step(call)
        {
            Trainer = trainer,
            IsKnown = !openOptions,
            Label = trainer.HasLabel ? Name(all, "labelColumnName", openOptions ? null : "Label", call) : null,
            Features = trainer.ReadsFeatures ? Name(all, "featureColumnName", openOptions ? null : "Features", call) : null,
            Names = [.. trainer.Reads.Select(r => Name(all, r.Parameter, openOptions ? null : r.Default, call)).OfType<Text>()],
            Group = trainer.Task == MlTask.Ranking ? Name(all, "rowGroupColumnName", openOptions ? null : "GroupId", call) : null,
            Arguments = all,
        };
    }

    // An argument that is passed but not known is no default.
    private static Text? Name(Dictionary<string, Value> all, string parameter, string? byDefault, IInvocationOperation call)
    {
        if (all.TryGetValue(parameter, out Value? value)) return value as Text;
        return byDefault is null || call.Argument(parameter) is not null ? null : new Text(byDefault, call.Syntax);
    }

    private static Step ReadTransform(IInvocationOperation call, Transform transform, IReadOnlyDictionary<string, Value> arguments,
        KnownSymbols symbols)
    {
        ImmutableArray<Mapping>? mappings = ReadMappings(call, transform, arguments);
        ImmutableArray<Text>? names = transform.Method is "DropColumns" or "SelectColumns"
            ? Texts(arguments, "columnNames") : ImmutableArray<Text>.Empty;
        var all = Flatten(arguments);
        return new Step(call)
        {
            Transform = transform,
            IsKnown = mappings is not null && names is not null,
            Mappings = mappings ?? [],
            Names = names ?? [],
            Adds = transform.Method is "CustomMapping" or "StatefulCustomMapping"
                && call.TargetMethod.TypeArguments is [_, INamedTypeSymbol added, ..] && !all.ContainsKey("outputSchemaDefinition")
                ? RowSchema.Of(added, symbols)
                : null,
            Label = all.TryGetValue("labelColumnName", out Value? label) ? label as Text : null,
            Arguments = all,
        };
    }

    private static ImmutableArray<Mapping>? ReadMappings(IInvocationOperation call, Transform transform, IReadOnlyDictionary<string,
        Value> arguments)
    {
        if (transform.Method is "DropColumns" or "SelectColumns") return ImmutableArray<Mapping>.Empty;
        if (transform.Method == "ForecastBySsa") return ReadForecast(call, arguments);
        if (call.Arguments.Any(static a => a.Parameter?.Name == "columns"))
            return arguments.TryGetValue("columns", out Value? columns) ? Pairs(columns) : null;
        if (call.Arguments.Any(static a => a.Parameter?.Name == "outputColumnNames"))
            return Texts(arguments, "outputColumnNames") is { } outputs && Texts(arguments, "inputColumnNames") is { } from
                ? [.. outputs.Select(o => new Mapping(o, from))]
                : null;

        if (!arguments.TryGetValue("outputColumnName", out Value? value) || value is not Text output) return null;
        if (call.Arguments.Any(static a => a.Parameter?.Name == "inputColumnNames"))
            return Texts(arguments, "inputColumnNames") is { } many ? [new Mapping(output, many.IsEmpty ? [output] : many)] : null;
        return arguments.TryGetValue("inputColumnName", out Value? input)
            ? input switch
            {
                Text text => [new Mapping(output, [text])],
                Null => [new Mapping(output, [output])],
                _ => null,
            }
            : null;
    }

    // A forecast brings its bounds where they are asked for.
    private static ImmutableArray<Mapping>? ReadForecast(IInvocationOperation call, IReadOnlyDictionary<string, Value> arguments)
    {
        if (!arguments.TryGetValue("inputColumnName", out Value? value) || value is not Text input) return null;
        var mappings = ImmutableArray.CreateBuilder<Mapping>();
        foreach (string parameter in new[] { "outputColumnName", "confidenceLowerBoundColumn", "confidenceUpperBoundColumn" })
        {
            arguments.TryGetValue(parameter, out Value? output);
            if (output is Text name) mappings.Add(new Mapping(name, [input]));
            else if (call.Argument(parameter) is not null && output is not Null) return null;
        }
        return mappings.ToImmutable();
    }

    private static ImmutableArray<Mapping>? Pairs(Value columns)
    {
        if (columns is not Items { IsExact: true } items) return null;
        var mappings = ImmutableArray.CreateBuilder<Mapping>();
        foreach (Value? element in items.Elements)
        {
            if (element is not Pair pair) return null;
            mappings.Add(new Mapping(pair.Output, [pair.Input]));
        }
        return mappings.ToImmutable();
    }

    private static ImmutableArray<Text>? Texts(IReadOnlyDictionary<string, Value> arguments, string parameter)
    {
        if (!arguments.TryGetValue(parameter, out Value? value)) return null;
        if (value is Null) return ImmutableArray<Text>.Empty;
        if (value is not Items { IsExact: true } items || items.Elements.Any(static e => e is not Text)) return null;
        return [.. items.Elements.OfType<Text>()];
    }

    /// <summary>The arguments, with the members of an options object under the names that parameters have.</summary>
    private static Dictionary<string, Value> Flatten(IReadOnlyDictionary<string, Value> arguments)
    {
        var all = new Dictionary<string, Value>(StringComparer.OrdinalIgnoreCase);
        foreach (var argument in arguments)
            if (argument.Value is not Null) all[argument.Key] = argument.Value;
        if (arguments.TryGetValue("options", out Value? options) && options is Members members)
            foreach (var member in members.Values)
                if (member.Value is not Null) all[member.Key] = member.Value;
        return all;
    }
}
