using Microsoft.CodeAnalysis;
using MlDsl.Generators.Columns;
using MlDsl.Generators.Joins;
using MlDsl.Generators.Windows;

namespace MlDsl.Generators.Datasets;

/// <summary>Reads of another data set what a join needs.</summary>
internal sealed class OtherReader
{
    /// <summary>What event times count that number steps.</summary>
    public const string Steps = "steps";

    private readonly List<IPropertySymbol> declared;
    private readonly List<IPropertySymbol> columns;

    public OtherReader(INamedTypeSymbol type)
    {
        Type = type;
        // A computed property with a role is its own declaration's mistake, which is said there.
        declared = ColumnReader.Candidates(type).Where(static p => p.GetMethod is not null && !p.IsGenerated() && ColumnType.Of(p.Type) is not null).ToList();
        columns = declared.Where(p => ColumnReader.IsFilled(p, type) && !Provoked.IsForbidden(p)).ToList();
        EventTime = With(Names.EventTime);
    }

    public INamedTypeSymbol Type { get; }

    /// <summary>Whether its times can be compared at all; where they cannot, its own declaration is wrong, which is said there.</summary>
    public bool HasTimes => EventTime is { } time && ColumnType.Of(time.Type) is { IsTime: true, IsNullable: false } type
        && (With(Names.Arrived) is not { } arrived || ColumnType.Of(arrived.Type) is { IsNullable: false } known && known.Name == type.Name);

    /// <summary>Its event time; null for none.</summary>
    public IPropertySymbol? EventTime { get; }

    /// <summary>The names of its columns.</summary>
    public IEnumerable<string> Known => columns.Select(static c => c.Name);

    /// <summary>The column of that name; null for none.</summary>
    public IPropertySymbol? Find(string name) => columns.Find(c => c.Name == name);

    /// <summary>The column with a role; null for none.</summary>
    public IPropertySymbol? With(string role) => declared.Find(c => c.Find(role) is not null);

    /// <summary>Whether only the outcome tells the column's value, as the rest of a sentence; null where it is known before.</summary>
    public static string? OutcomeOf(IPropertySymbol column) =>
        column.Find(Names.Label) is not null ? "the label"
        : column.Find(Names.PastCovariate) is not null || column.Find(Names.Column)?.NamedMember("Available", "AtPrediction") == "AfterOutcome" ? "known only after the outcome"
        : null;

    /// <summary>What the code that is written wants of it.</summary>
    public OtherSpec Spec() => new(Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), Type.Name, Times());

    /// <summary>Whether its event times number steps, which are no lengths of time.</summary>
    public bool CountsSteps => EventTime is { } time && ColumnType.Of(time.Type) is { CountsSteps: true };

    /// <summary>What the ticks of its event times count: times are compared only where it is the same.</summary>
    public string? Frame => EventTime is null ? null : FrameOf(ColumnType.Of(EventTime.Type)!, Zone);

    /// <summary>The same of any event time.</summary>
    public static string FrameOf(ColumnType type, string? zone) => type.Kind switch
    {
        ValueKind.Integer => Steps,
        ValueKind.DateOnly => zone is null ? "days" : $"days of '{zone}'",
        ValueKind.DateTime when zone is null => "times without an offset",
        _ => "instants",
    };

    // It counts where there is a window over time.
    private string? Zone => columns.Exists(static c => c.GetAttributes().Any(WindowParser.IsWindow)) ? EventTime!.Find(Names.EventTime)!.Named<string?>("Zone", null) : null;

    private OtherTimes? Times()
    {
        if (EventTime is null) return null;
        AttributeData attribute = EventTime.Find(Names.EventTime)!;
        return new OtherTimes(
            ColumnOf(EventTime)!, ColumnOf(With(Names.Arrived)), ColumnOf(With(Names.Id)), Math.Max(0, Durations.Ticks(attribute.Named<string?>("Delay", null)) ?? 0),
            Zone, attribute.NamedMember("Ambiguous", "Error") ?? "Error");
    }

    /// <summary>A property as a column.</summary>
    public static OtherColumn? ColumnOf(IPropertySymbol? property) => property is null ? null : new OtherColumn(property.Name, ColumnType.Of(property.Type)!);
}
