using Microsoft.CodeAnalysis;
using MlDsl.Generators.Columns;
using MlDsl.Generators.Joins;
using MlDsl.Generators.Windows;

namespace MlDsl.Generators.Datasets;

/// <summary>Reads one attribute that says that a column comes from another data set.</summary>
/// <param name="row">The row type.</param>
/// <param name="column">The column that is filled.</param>
/// <param name="columns">The columns that a source of the row holds.</param>
/// <param name="property">The column's property.</param>
/// <param name="attribute">The attribute.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class JoinParser(INamedTypeSymbol row, ColumnSpec column, List<ColumnSpec> columns, IPropertySymbol property, AttributeData attribute, ProblemCounter problems)
{
    private readonly bool isAsOf = attribute.Is(Names.AsOf);
    private readonly string kind = JoinAttributes.NameOf(attribute);

    /// <summary>The join; null where something is wrong.</summary>
    public JoinSpec? Read(string? frame)
    {
        if (JoinAttributes.OtherOf(attribute) is not { } type)
        {
            problems.Fail();
            return null;
        }
        if (!type.IsDataset()) return Refuse($"'{type.Name}' is no data set; mark it [Dataset]");
        if (TypeDeclaration.Barrier(type) is { } barrier) return Refuse($"'{type.Name}' {barrier}");
        if (SymbolEqualityComparer.Default.Equals(type, row)) return Leak($"it joins '{row.Name}' with itself, where the row is among those that are found; take a window over time, such as [Lag(1)]");
        var other = new OtherReader(type);
        if (SourceIn(other) is not { } source || !IsTimely(other, frame) || Spans(other, source) is not { } spans || KeyIn(other) is not { } key) return null;
        string? duplicates = attribute.NamedMember("Duplicates", "Error");
        if (duplicates is null) return Refuse("Duplicates is not a member of MlDsl.DuplicateKeys");
        return new JoinSpec
        {
            Member = column.Member,
            Other = other.Spec(),
            Source = source,
            By = key.By,
            Key = key.Column,
            IsAsOf = isAsOf,
            Tolerance = spans.Tolerance,
            Horizon = spans.Horizon,
            SameTime = attribute.Named("SameTime", false),
            Duplicates = duplicates,
        };
    }

    private OtherColumn? SourceIn(OtherReader other)
    {
        string name = attribute.Named<string?>("Column", null) ?? column.Member;
        if (other.Find(name) is not { } found)
        {
            Refuse($"'{other.Type.Name}' has no column '{name}'; {(attribute.Named<string?>("Column", null) is null ? "name one with Column: " : "")}{Nearest.Hint(name, other.Known)}");
            return null;
        }
        OtherColumn source = OtherReader.ColumnOf(found)!;
        if (source.Type.Vector is not null) Type($"{kind} of a vector", "columns of single values");
        else if (source.Type.Name != column.Type.Name || !column.Type.IsNullable) Type($"{kind} of '{other.Type.Name}.{name}'", $"'{source.Type.DisplayName.TrimEnd('?')}?', which is missing where nothing matches");
        else return source;
        return null;

        void Type(string use, string accepted) =>
            problems.Report(Diagnostic.Create(ColumnRules.KindRefusesType, property.PlaceIn(row), column.Member, column.Type.DisplayName, use, accepted));
    }

    private bool IsTimely(OtherReader other, string? frame)
    {
        string name = other.Type.Name;
        if (!isAsOf)
        {
            if (other.EventTime is null) return true;
            Leak($"'{name}' has an [EventTime], so that a lookup would find what was written after the row; take [AsOf<{name}>]");
        }
        else if (other.EventTime is null) Refuse($"'{name}' has no [EventTime], so that none of its rows is before another; mark the column that says when a row happened, or take [Lookup<{name}>]");
        else if (frame is null) Leak($"'{row.Name}' has no [EventTime], so that nothing is before its rows; mark the column that says when the row happened");
        else if (frame == OtherReader.Steps || other.CountsSteps) Refuse($"the [EventTime] of '{(frame == OtherReader.Steps ? row.Name : name)}' numbers steps, and a value is as of a time; declare both as 'DateTimeOffset', or both as 'DateOnly'");
        else if (!other.HasTimes) problems.Fail();
        else if (frame != other.Frame) Refuse($"the [EventTime] of '{row.Name}' counts {frame} and that of '{name}' {other.Frame}, so that neither is before the other; declare both as 'DateTimeOffset', or both as 'DateOnly'");
        else return true;
        return false;
    }

    private (long Tolerance, long Horizon)? Spans(OtherReader other, OtherColumn source)
    {
        string? outcome = OtherReader.OutcomeOf(other.Find(source.Member)!), name = $"'{other.Type.Name}.{source.Member}'", text = attribute.Named<string?>("Horizon", null);
        if (!isAsOf)
        {
            if (outcome is null) return (0, 0);
            Leak($"{name} is {outcome}, so that the row would be told what nobody knows when it is predicted; give '{other.Type.Name}' an [EventTime] and take [AsOf<{other.Type.Name}>] with a Horizon");
            return null;
        }
        if (attribute.ConstructorArguments.LastOrDefault() is not { Kind: TypedConstantKind.Primitive, Value: string length })
        {
            problems.Fail();
            return null;
        }
        long? horizon = text is null ? 0 : Durations.Ticks(text);
        long delay = other.With(Names.Arrived) is null ? Durations.Ticks(other.EventTime!.Find(Names.EventTime)!.Named<string?>("Delay", null)) ?? 0 : 0;
        if (Durations.Ticks(length) is not { } tolerance) Refuse($"the tolerance is \"{length}\", not {Durations.Accepted}");
        else if (horizon is null) Refuse($"Horizon is \"{text}\", not {Durations.Accepted}");
        else if (tolerance <= 0) Leak($"a tolerance of {length} {(tolerance == 0 ? "leaves only the time of the row itself" : "reaches forward")}; say how far back the other row may lie");
        else if (horizon < 0) Leak($"Horizon is {text}: the value would be seen before its row happened");
        else if (outcome is not null && horizon == 0) Leak($"{name} is {outcome}, so that it would be seen before anybody knows it; say with Horizon how long after its event time it is known, such as \"1h\"");
        else if (tolerance < horizon || tolerance < delay) Leak($"the tolerance is {length}, and the value is known only {(tolerance < horizon ? $"{text} after, as Horizon says" : "later, as the Delay of its row says")}, so that nothing is found or what is not known; make it longer");
        else return (tolerance, horizon.Value);
        return null;
    }

    private (string? By, OtherColumn? Column)? KeyIn(OtherReader other)
    {
        string name = other.Type.Name, role = isAsOf ? Names.Group : Names.Id, shown = isAsOf ? "[Group]" : "[Id]";
        string? named = attribute.Named<string?>("Key", null);
        if (isAsOf && attribute.ConstructorArguments.Length < 2)
        {
            if (named is not null) Refuse("Key goes with a property of the row that it is compared with: name it before the tolerance");
            else if (other.With(Names.Group) is { } group) Refuse($"each row of '{name}' is one of a '{group.Name}', its [Group]; say which is meant: [AsOf<{name}>(nameof(…), \"…\")]");
            else return (null, null);
            return null;
        }
        // What the compiler does not know has no value.
        if (attribute.ConstructorArguments.FirstOrDefault() is not { Kind: TypedConstantKind.Primitive, Value: string by })
        {
            if (attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Primitive }) Refuse("the property that says which row is meant is null; name it by nameof(…)");
            else problems.Fail();
            return null;
        }
        IPropertySymbol? key = named is null ? other.With(role) : other.Find(named);
        if (columns.Find(c => c.Member == by) is not { } own) Refuse($"'{row.Name}' has no column '{by}' of its own to join by; {Nearest.Hint(by, columns.Select(static c => c.Member))}");
        else if (LateIn(own) is { } late) Leak($"it is joined by '{by}', which is {late}; join by what is known when the row is predicted");
        else if (key is null) Refuse(named is null ? $"'{name}' has no {shown} that '{by}' could be compared with; name the column with Key" : $"'{name}' has no column '{named}'; {Nearest.Hint(named, other.Known)}");
        else if (OtherReader.OutcomeOf(key) is { } outcome) Leak($"it is found by '{name}.{key.Name}', which is {outcome}; take a key that is known before");
        else if (OtherReader.ColumnOf(key) is { } column && (column.Type.IsNullable || column.Type.Vector is not null || column.Type.Kind == ValueKind.Floating || column.Type.Name != own.Type.Name))
            Refuse($"'{by}' is '{own.Type.DisplayName}' and '{name}.{key.Name}' is '{column.Type.DisplayName}'; keys are of one type, the other's not nullable, and neither fractions nor vectors");
        else return (by, OtherReader.ColumnOf(key));
        return null;
    }

    // What the row's own column tells too late, as the rest of a sentence; null where it is known when the row is predicted.
    private static string? LateIn(ColumnSpec own) => own.Role switch
    {
        ColumnRole.Label => "the label",
        ColumnRole.Arrived => "known only when the row has arrived",
        _ => own.IsAfterOutcome ? "known only after the outcome" : null,
    };

    private JoinSpec? Leak(string problem)
    {
        problems.Report(Diagnostic.Create(JoinRules.Leaks, Place, column.Member, problem));
        return null;
    }

    private JoinSpec? Refuse(string problem)
    {
        problems.Report(Diagnostic.Create(ColumnRules.OptionRefused, Place, column.Member, problem));
        return null;
    }

    private Location Place => attribute.Place(property, CancellationToken.None);
}
