using Microsoft.CodeAnalysis;
using MlDsl.Generators.Columns;

namespace MlDsl.Generators.Windows;

/// <summary>What a column is to windows over it.</summary>
/// <param name="IsLabel">Whether it is what the model predicts.</param>
/// <param name="IsAfterOutcome">Whether it is known only after the outcome.</param>
/// <param name="Delay">How long after the event time its row is known; null where another column says it.</param>
/// <param name="HasZone">Whether there is a zone of local days.</param>
internal sealed record WindowSubject(bool IsLabel, bool IsAfterOutcome, long? Delay, bool HasZone);

/// <summary>Reads one attribute that declares windows over time.</summary>
internal static class WindowParser
{
    private static readonly ColumnType Result = new("float", ValueKind.Floating, true, Array.Empty<string>().ToEquatable());

    /// <summary>The type of the members that windows add.</summary>
    public static ColumnType ResultType => Result;

    private static readonly (string Name, WindowKind Kind)[] Aggregates =
    [
        ("Mean", WindowKind.Mean), ("Min", WindowKind.Min), ("Max", WindowKind.Max),
        ("Std", WindowKind.Std), ("Count", WindowKind.Count), ("Quantile", WindowKind.Quantile),
    ];

    public static bool IsWindow(AttributeData attribute) => attribute.Is(Names.Lag) || attribute.Is(Names.Rolling) || attribute.Is(Names.SinceLast);

    /// <summary>The windows that the attribute declares; what is wrong goes to the context's reporter.</summary>
    public static IEnumerable<WindowSpec> Read(KindContext context, WindowSubject subject)
    {
        string kind = context.Attribute.AttributeClass!.Name.Replace("Attribute", "");
        if (context.Type.Kind == ValueKind.Vector || (kind != "SinceLast" && context.Type is not { Kind: ValueKind.Flag or ValueKind.Integer or ValueKind.Floating }))
        {
            context.RefuseType(kind, kind == "SinceLast" ? "single values" : "bool and numbers");
            return [];
        }
        if (FeatureOf(context) is not { } feature || HorizonOf(context, subject) is not { } horizon) return [];
        var shared = new WindowSpec { Source = context.Member.Name, Member = context.Member.Name + "SinceLast", Kind = WindowKind.SinceLast, Feature = feature, Horizon = horizon };
        return kind switch
        {
            "Lag" => Lags(context, shared),
            "Rolling" => Rolling(context, shared, subject),
            _ => [shared],
        };
    }

    /// <summary>The names of the members that the attribute adds, as far as it is right.</summary>
    public static IEnumerable<string> Members(KindContext context) =>
        Read(context with { Report = null }, new WindowSubject(false, false, 0, true)).Select(static w => w.Member);

    private static NumericColumn? FeatureOf(KindContext context)
    {
        AttributeData attribute = context.Attribute;
        string? impute = attribute.NamedMember("Impute", "Keep"), scale = attribute.NamedMember("Scale", "None");
        string? problem = impute is null ? "Impute is not a member of MlDsl.Impute" : scale is null ? "Scale is not a member of MlDsl.Scale" : null;
        var feature = new NumericColumn(scale ?? "None", impute ?? "Keep", attribute.Named("Constant", 0d), "None", false, 0, double.NegativeInfinity, double.PositiveInfinity);
        if (problem is null && impute == "None") problem = "the first rows of a group have no window, and Impute.None says nothing of them; leave Impute out, or choose another";
        if ((problem ?? feature.Problem(Result)) is not { } found) return feature;
        context.RefuseOption(found);
        return null;
    }

    private static long? HorizonOf(KindContext context, WindowSubject subject)
    {
        string? text = context.Attribute.Named<string?>("Horizon", null);
        string? what = subject.IsLabel ? "the label" : subject.IsAfterOutcome ? "known only after the outcome" : null;
        if (text is null && what is not null)
            return Leak(context, $"it is {what}, so that rows whose outcome is not known yet would be in the window; say with Horizon how long after the event time it is known, such as \"1h\"");
        if (text is null) return 0;
        if (Durations.Ticks(text) is not { } ticks) return Refuse(context, $"Horizon is \"{text}\", not {Durations.Accepted}");
        if (ticks < 0) return Leak(context, $"Horizon is {text}: the value would be seen before its row happened");
        if (ticks == 0 && what is not null) return Leak(context, $"it is {what} and Horizon is {text}, as if it were known when its row happens; say how long after that it is");
        return ticks;
    }

    private static IEnumerable<WindowSpec> Lags(KindContext context, WindowSpec shared)
    {
        // What the compiler refuses has no arguments.
        TypedConstant rows = context.Attribute.ConstructorArguments.FirstOrDefault();
        var lags = rows.Kind == TypedConstantKind.Array && !rows.IsNull ? rows.Values.Select(static v => v.Value).OfType<int>().ToList() : [];
        if (lags.Count == 0) Refuse(context, "a lag says how many rows before it is, such as [Lag(1)]");
        else if (lags.FirstOrDefault(static lag => lag <= 0) is var early && lags.Any(static lag => lag <= 0))
            Leak(context, early == 0 ? "a lag of 0 is the row itself; the row before is 1" : $"a lag of {early} is a row after; rows before are counted from 1");
        else if (lags.FirstOrDefault(static lag => lag > 1_000_000) is > 0 and var far) Refuse(context, $"a lag of {far} is more than a million rows");
        else return lags.Select(lag => shared with { Member = $"{shared.Source}Lag{lag}", Kind = WindowKind.Lag, Rows = lag });
        return [];
    }

    private static IEnumerable<WindowSpec> Rolling(KindContext context, WindowSpec shared, WindowSubject subject)
    {
        if (context.Attribute.ConstructorArguments is not [{ Value: int flags }, { Kind: TypedConstantKind.Primitive } length]) return [];
        string text = length.Value as string ?? "";
        var kinds = Aggregates.Where((_, bit) => (flags & (1 << bit)) != 0).ToList();
        if (kinds.Count == 0 || flags >> Aggregates.Length != 0) return Nothing(context, "it says no aggregate, such as Aggregates.Mean");
        if (Durations.Ticks(text) is not { } ticks) return Nothing(context, $"the window's length is \"{text}\", not {Durations.Accepted}");
        if (ticks == 0) Leak(context, $"a window of {text} has no row but the row itself; say how far back it reaches");
        else if (ticks < 0) Leak(context, $"a window of {text} reaches forward; a length is how far back it reaches");
        else if (ticks <= shared.Horizon) Leak(context, $"the window reaches back {text}, and its values are known only {Words(shared.Horizon)} after, so that it is empty or sees what is not known; make it longer than the Horizon");
        else if (ticks <= subject.Delay) Leak(context, $"the window reaches back {text}, and rows are known only {Words(subject.Delay!.Value)} after, so that it is empty or sees what is not known; make it longer than the Delay");
        else return Checked(context, shared, subject, (kinds, text, ticks));
        return [];
    }

    private static IEnumerable<WindowSpec> Checked(KindContext context, WindowSpec shared, WindowSubject subject, (List<(string Name, WindowKind Kind)> Kinds, string Text, long Ticks) window)
    {
        string? calendar = context.Attribute.NamedMember("Calendar", "Hours");
        double quantile = context.Attribute.Named("Quantile", 0.5);
        bool isQuantile = window.Kinds.Any(static k => k.Kind == WindowKind.Quantile), isLocal = calendar == "Day";
        if (calendar is null) return Nothing(context, "Calendar is not a member of MlDsl.WindowCalendar");
        if (isLocal && !subject.HasZone) return Nothing(context, "local days are those of a zone; name it at [EventTime(Zone = \"…\")], such as \"Europe/Berlin\"");
        if (isLocal && window.Ticks % TimeSpan.TicksPerDay != 0) return Nothing(context, $"\"{window.Text}\" is no number of local days; give one, such as \"7d\"");
        if (!isQuantile && quantile != 0.5) return Nothing(context, "Quantile goes with Aggregates.Quantile");
        if (!(quantile > 0 && quantile < 1)) return Nothing(context, FormattableString.Invariant($"Quantile is {quantile}; it must be above 0 and below 1"));
        string suffix = $"In{window.Text}{(isLocal ? "Local" : "")}";
        return window.Kinds.Select(kind => shared with
        {
            Member = $"{shared.Source}{kind.Name}{(kind.Kind == WindowKind.Quantile ? Percent(quantile) : "")}{suffix}",
            Kind = kind.Kind,
            Ticks = isLocal ? 0 : window.Ticks,
            Days = isLocal ? (int)(window.Ticks / TimeSpan.TicksPerDay) : 0,
            Quantile = kind.Kind == WindowKind.Quantile ? quantile : 0,
        });
    }

    // 0.975 is 97_5.
    private static string Percent(double quantile) => ((decimal)quantile * 100m).ToString("0.############", System.Globalization.CultureInfo.InvariantCulture).Replace('.', '_');

    private static string Words(long ticks) => TimeSpan.FromTicks(ticks).ToString("c", System.Globalization.CultureInfo.InvariantCulture);

    private static long? Leak(KindContext context, string problem)
    {
        context.Report?.Invoke(Diagnostic.Create(WindowRules.Leaks, context.Attribute.Place(context.Member, context.Cancellation), context.Member.Name, problem));
        return null;
    }

    private static long? Refuse(KindContext context, string problem)
    {
        context.RefuseOption(problem);
        return null;
    }

    private static IEnumerable<WindowSpec> Nothing(KindContext context, string problem)
    {
        context.RefuseOption(problem);
        return [];
    }
}
