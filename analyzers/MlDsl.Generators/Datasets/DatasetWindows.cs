using Microsoft.CodeAnalysis;
using MlDsl.Generators.Columns;
using MlDsl.Generators.Windows;

namespace MlDsl.Generators.Datasets;

/// <summary>Reads the windows over time that a data set's columns declare.</summary>
internal static class DatasetWindows
{
    /// <summary>The nested class that fills them.</summary>
    public const string Step = "WindowStep";

    /// <summary>The windows; null where there are none. What is wrong goes to <paramref name="problems"/>.</summary>
    public static WindowsSpec? Read(INamedTypeSymbol type, List<ColumnSpec> columns, Dictionary<string, IPropertySymbol> places, ProblemCounter problems, CancellationToken cancellation)
    {
        ColumnSpec? time = columns.FirstOrDefault(static c => c.Role == ColumnRole.EventTime), arrived = columns.FirstOrDefault(static c => c.Role == ColumnRole.Arrived);
        var times = time is null or { Type.CountsSteps: true } ? new WindowTimes(0, null, null, "Error") : TimesOf(places[time.Member], arrived, problems, cancellation);
        bool countsSteps = time is { Type.CountsSteps: true };
        if (countsSteps && places[time!.Member].Find(Names.EventTime) is { NamedArguments.Length: > 0 } said)
            Refuse(places[time.Member], $"{said.NamedArguments[0].Key} is for times, and '{time.Type.DisplayName}' numbers steps; leave it out, or declare a DateTime, DateTimeOffset or DateOnly");
        if (countsSteps && arrived is { Type.IsTime: true }) Refuse(places[arrived.Member], $"[Arrived] is for times, and the [EventTime] '{time!.Member}' numbers steps; leave it out");
        else if (!countsSteps && arrived is not null && arrived.Type.Name != time?.Type.Name)
            Refuse(places[arrived.Member], time is null ? "[Arrived] goes with an [EventTime]; mark the column that says when the row happened" : $"[Arrived] must be of the type of the [EventTime], '{time.Type.DisplayName}'");
        var windows = new List<WindowSpec>();
        foreach (ColumnSpec column in columns)
        {
            IPropertySymbol property = places[column.Member];
            var subject = new WindowSubject(column.Role == ColumnRole.Label, column.IsAfterOutcome, arrived is null ? times.Delay : null, times.Zone is not null);
            foreach (AttributeData attribute in property.GetAttributes().Where(WindowParser.IsWindow))
            {
                cancellation.ThrowIfCancellationRequested();
                var context = new KindContext(attribute, property, column.Type, problems.Report, cancellation);
                if (time is null) problems.Report(Diagnostic.Create(WindowRules.Leaks, attribute.Place(property, cancellation), property.Name, $"'{type.Name}' has no [EventTime], so that no row is before another; mark the column that says when the row happened"));
                else if (countsSteps) Refuse(property, $"a window is of a length of time, and the [EventTime] '{time.Member}' numbers steps; leave the window out, or declare a DateTime, DateTimeOffset or DateOnly");
                else windows.AddRange(WindowParser.Read(context, subject));
            }
        }
        if (windows.Count == 0 && !problems.Any && time is not null && times is not { Lateness: null, Zone: null })
            Refuse(places[time.Member], "Lateness and Zone are for windows over time, and no column has one; leave them out, or declare one");
        CheckNames(type, columns, places, windows, problems);
        return windows.Count == 0 ? null : new WindowsSpec(windows.ToEquatable(), times);

        void Refuse(IPropertySymbol property, string problem) => problems.Report(Diagnostic.Create(ColumnRules.OptionRefused, property.PlaceIn(type), property.Name, problem));
    }

    /// <summary>The windows as columns, which come behind all others.</summary>
    public static IEnumerable<ColumnSpec> Columns(WindowsSpec windows, List<ColumnSpec> columns) => windows.Windows.Select(window => new ColumnSpec
    {
        Member = window.Member,
        Name = window.Member,
        Type = WindowParser.ResultType,
        Role = ColumnRole.None,
        IsAfterOutcome = false,
        IsRequired = false,
        Kind = window.Feature,
        Unit = window.Kind == WindowKind.SinceLast ? "h" : null,
        Positive = null,
        Negative = null,
        Attributes = default,
        Summary = window.Summary,
        Window = Canonical(window, columns.First(c => c.Member == window.Source), windows.Times),
    });

    // What a window is, whatever source it is over: another text is another schema.
    private static string Canonical(WindowSpec window, ColumnSpec source, WindowTimes times)
    {
        var said = new List<string> { $"{source.Name}:{source.Type.DisplayName}" };
        if (window.Options.Length > 0) said.Add(window.Options);
        if (times.Delay > 0) said.Add($"Delay = {Literals.Whole(times.Delay)}");
        if (times.Lateness is { } lateness) said.Add($"Lateness = {Literals.Whole(lateness)}");
        if (times.Zone is { } zone) said.Add($"Zone = {zone}");
        if (times.Ambiguous != "Error") said.Add($"Ambiguous = {times.Ambiguous}");
        return $"{window.Kind}({string.Join(", ", said)})";
    }

    /// <summary>The members that windows of a wrong declaration add, as far as they can be read.</summary>
    public static IEnumerable<string> Members(IPropertySymbol property, CancellationToken cancellation) =>
        ColumnType.Of(property.Type) is not { } type ? [] : property.GetAttributes().Where(WindowParser.IsWindow)
            .SelectMany(attribute => WindowParser.Members(new KindContext(attribute, property, type, null, cancellation)));

    private static WindowTimes TimesOf(IPropertySymbol property, ColumnSpec? arrived, ProblemCounter problems, CancellationToken cancellation)
    {
        AttributeData attribute = property.Find(Names.EventTime)!;
        var context = new KindContext(attribute, property, ColumnType.Of(property.Type)!, problems.Report, cancellation);
        string? ambiguous = attribute.NamedMember("Ambiguous", "Error"), zone = attribute.Named<string?>("Zone", null);
        long? delay = Duration("Delay"), lateness = Duration("Lateness");
        if (ambiguous is null) context.RefuseOption("Ambiguous is not a member of MlDsl.AmbiguousTime");
        if (ambiguous is not (null or "Error") && zone is null) context.RefuseOption("Ambiguous goes with Zone");
        if (zone is not null && string.IsNullOrWhiteSpace(zone)) context.RefuseOption("Zone is empty; name one, such as \"Europe/Berlin\", or leave it out");
        if (delay is < 0) problems.Report(Diagnostic.Create(WindowRules.Leaks, attribute.Place(property, cancellation), property.Name, "Delay is negative: rows would be seen before they happened"));
        if (lateness is < 0) context.RefuseOption("Lateness is negative, so that windows would see no row");
        if (delay is not null && arrived is not null) context.RefuseOption($"Delay and [Arrived] at '{arrived.Member}' both say when a row is known; keep one");
        if (delay is > 0 && lateness is >= 0 && lateness < delay) context.RefuseOption("Lateness is less than Delay, so that windows would see no row");
        return new WindowTimes(Math.Max(0, delay ?? 0), lateness, zone, ambiguous ?? "Error");

        long? Duration(string option)
        {
            if (attribute.Named<string?>(option, null) is not { } text) return null;
            if (Durations.Ticks(text) is { } ticks) return ticks;
            context.RefuseOption($"{option} is \"{text}\", not {Durations.Accepted}");
            return null;
        }
    }

    private static void CheckNames(INamedTypeSymbol type, List<ColumnSpec> columns, Dictionary<string, IPropertySymbol> places, List<WindowSpec> windows, ProblemCounter problems)
    {
        if (windows.Count == 0) return;
        var taken = new HashSet<string>(columns.SelectMany(static c => new[] { c.Member, c.Name }), StringComparer.Ordinal);
        foreach (ISymbol member in type.GetMembers()) if (!member.IsGenerated() && type.DeclaringSyntaxReferences.Length > 0) taken.Add(member.Name);
        if (taken.Contains(Step)) Refuse(windows[0].Source, $"windows need the name '{Step}', which '{type.Name}' has already; rename that member");
        foreach (WindowSpec window in windows)
            if (!taken.Add(window.Member)) Refuse(window.Source, $"its window adds the member '{window.Member}', which is there already; declare it once, or rename the other");

        void Refuse(string member, string problem) => problems.Report(Diagnostic.Create(ColumnRules.OptionRefused, places[member].PlaceIn(type), member, problem));
    }
}
