using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>What fields and properties hold, of this object and of others, and what is in lists.</summary>
internal sealed partial class Interpreter
{
    /// <summary>Whether a member without an instance, or with this one, is meant.</summary>
    private static bool IsOwn(IOperation? instance) => instance is null or IInstanceReferenceOperation { ReferenceKind: not InstanceReferenceKind.ImplicitReceiver };

    private Value? Field(IFieldReferenceOperation field)
    {
        Value? instance = IsOwn(field.Instance) ? null : Eval(field.Instance!);
        if (instance is not null)
        {
            return (instance, field.Field.Name) switch
            {
                (Split split, "TrainSet") => split.Train,
                (Split split, "TestSet") => split.Test,
                (Choice choice, "TrainSet") => Each(choice, static v => (v as Split)?.Train),
                (Choice choice, "TestSet") => Each(choice, static v => (v as Split)?.Test),
                (FoldResults { IsOne: true } results, "Model") => ModelOf(results),
                (Transformer model, "LastTransformer") => Last(model),
                (Members members, var name) when members.Values.ContainsKey(name) => members[name],
                // A tuple that has got other names.
                (Members members, _) when field.Field.CorrespondingTupleField is { } same => members[same.Name],
                (Members { Type: { } of }, _) when of.Locations.Any(static l => l.IsInSource) => Member(field.Field, field.Instance),
                _ => null,
            };
        }
        return Member(field.Field, field.Instance);
    }

    private static Value? Each(Choice choice, Func<Value, Value?> select) => choice.Values.Select(select).Aggregate(Values.Join);

    private static Transformer? Last(Transformer model) =>
        model.Estimator is { IsOpen: false, Steps: [.., { } last] } ? new(new Estimator([last]), model.FittedOn, model.Site) : null;

    private static Transformer ModelOf(FoldResults results) =>
        new(results.Estimator, results.Data, results.Site, isChosenFold: results.IsChosen);

    private Value? Property(IPropertyReferenceOperation property)
    {
        Value? instance = IsOwn(property.Instance) ? null : Eval(property.Instance!);
        foreach (IArgumentOperation argument in property.Arguments) Eval(argument);
        string name = property.Property.Name;
        switch (instance)
        {
            case View view when name == "Schema": return new SchemaOf(view);
            case Metrics metrics: return metrics;
            case Experiment experiment: return PartOf(experiment, name);
            case Members members when members.Values.ContainsKey(name): return members[name];
            case Members { Type.Name: "Lazy" } lazily when name == "Value": return lazily["valueFactory"] is Function made ? Call(made, []) : null;
            case Items entries when name == "Values":
                return new Items([.. entries.Elements
                .Select(static e => (e as Members)?["Value"])], isExact: false);
            case Items when name == "this[]"
                && property.Instance?.Type?.Name == "Dictionary":
                return (ElementOf(instance) as Members)?["Value"];
            case Items or Folds or FoldResults or Choice when name is "Current" or "this[]" or "Result": return ElementOf(instance);
            case Function { IsLambda: true } lazy when name == "Value": return Call(lazy, []);
            case not null when name is "Result" or "Current": return instance;
        }
        return instance is null || property.Property.Locations.Any(static l => l.IsInSource) ? Member(property.Property, property.Instance) : null;
    }

    private static Value? ElementOf(Value? value) => value switch
    {
        Folds folds => folds.Each,
        FoldResults results => new FoldResults(results.Estimator, results.Data, isOne: true, results.IsChosen, results.Site),
        Items items => items.Elements.IsEmpty ? null : items.Elements.Aggregate(Values.Join),
        // A run of an experiment is known as the experiment is.
        Experiment runs => runs,
        _ => null,
    };

    // What this walk knows of a member it knows of this object's.
    private Value? Member(ISymbol member, IOperation? instance)
    {
        bool isOwn = IsOwn(instance);
        return isOwn && state.Holds(member.OriginalDefinition) ? state[member.OriginalDefinition]
            : analysis.ValueOf(member, owner, isOwn ? self : analysis.Hierarchy.ObjectOf(instance!.Type), level, cancellation);
    }

    private Function? MethodGroup(IMethodSymbol method)
    {
        IOperation? body = method.MethodKind != MethodKind.LocalFunction ? analysis.BodyOf(method, cancellation)
            : localFunctions.TryGetValue(method, out IOperation? local) ? local : null;
        return body is null ? null : new Function(method, body);
    }
}
