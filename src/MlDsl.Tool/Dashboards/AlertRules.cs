using System.Globalization;
using System.Text;
using static MlDsl.Tool.Dashboards.ServiceMetrics;

namespace MlDsl.Tool.Dashboards;

/// <summary>What rules hold a service to.</summary>
/// <param name="Latency">The seconds that 99 of 100 requests may take.</param>
/// <param name="Errors">The share of requests that may be refused.</param>
/// <param name="Every">How long a window is.</param>
/// <param name="Stands">How long an alarm of a window is shown after it was raised.</param>
internal sealed record RuleLimits(double Latency, double Errors, TimeSpan Every, TimeSpan Stands);

/// <summary>
/// Recording and alerting rules of a model as a file of Prometheus. Drift is judged by the service, whose alarms have a stated rate of false ones: no rule sets a limit of its own to a column. What is told of a column is one rule
/// for each, with its unit.
/// </summary>
internal static class AlertRules
{
    private const string Requests = "mldsl_model_name:mldsl_serving_requests:rate5m", Refused = "mldsl_model_name:mldsl_serving_rejected:ratio_rate5m", Slow = "mldsl_model_name:mldsl_serving_request_duration_seconds:p99_rate5m";

    private static readonly TimeSpan WindowsWithoutNews = TimeSpan.FromMinutes(5);

    public static string Write(WatchedModel model, RuleLimits limits)
    {
        var rules = new StringBuilder("# Written by 'mldsl dashboard' of the model's file; write it anew when the model has other columns.\ngroups:\n");
        string name = model.Name;
        Group(rules, $"mldsl {Visible.Of(name)} records");
        Record(rules, Requests, $"sum by ({ModelLabel}) (rate({Prom.Select($"{Duration}_count", name)}[5m]))");
        Record(rules, Refused, $"sum by ({ModelLabel}) (rate({Prom.Select(Rejected, name)}[5m])) / {Prom.Select(Requests, name)}");
        Record(rules, Slow, $"histogram_quantile(0.99, sum by ({ModelLabel}, le) (rate({Prom.Select($"{Duration}_bucket", name)}[5m])))");

        Group(rules, $"mldsl {Visible.Of(name)} service");
        Alert(rules, "MlDslRequestsRefused", $"{Prom.Select(Refused, name)} > {Prom.Number(limits.Errors)}", "10m", "warning", $"{{{{ $labels.{ModelLabel} }}}} refuses requests", "{{ $value | humanizePercentage }} of the requests of five minutes were not answered.");
        Alert(rules, "MlDslSlow", $"{Prom.Select(Slow, name)} > {Prom.Number(limits.Latency)}", "10m", "warning", $"{{{{ $labels.{ModelLabel} }}}} is slow", "One of 100 requests takes {{ $value | humanizeDuration }} or more.");
        string refused = Prom.Select(Reloads, name, (ReloadLabel, "refused"));
        Alert(rules, "MlDslModelRefused", More(refused, "15m"), "", "warning", $"{{{{ $labels.{ModelLabel} }}}} was given a model file that it refused", "The model before goes on answering; the service's log has the reason.");

        Group(rules, $"mldsl {Visible.Of(name)} monitoring");
        Alert(rules, "MlDslMonitoringStopped", Stopped(model, Silence(limits)), "", "warning", $"{{{{ $labels.{ModelLabel} }}}} closes no windows", "For {{ $value | humanizeDuration }} or longer none was closed: drift would not be seen. Does the process live as long, and is MonitoringOptions.Name the model's?");
        Alert(rules, "MlDslMonitoringProblem", More(Prom.Select(Problems, name), "1h"), "", "warning", $"Monitoring of {{{{ $labels.{ModelLabel} }}}} has a problem", "A state of alarms could not be kept, or a listener failed; OnProblem and the service's log have it.");
        foreach (ColumnProfile column in model.Columns) Drift(rules, model, column, ColumnLabel, ColumnShift, limits);
        // A score may have a column's name.
        foreach (ColumnProfile score in model.Scores.Where(score => model.Columns.All(column => column.Name != score.Name))) Drift(rules, model, score, ScoreLabel, ScoreShift, limits);

        Group(rules, $"mldsl {Visible.Of(name)} performance");
        Alert(rules, "MlDslOutcomesLate", $"{Prom.Select(Outcomes, name)} < 0.9", "6h", "info", $"Outcomes of {{{{ $labels.{ModelLabel} }}}} are late", "{{ $value | humanizePercentage }} of the predictions that are older than the declared delay have their outcome: figures are of those that came first.");
        foreach (string metric in model.Estimated)
        {
            string Of(string which, string bound) => Prom.Select(which, name, (MetricLabel, metric), (BoundLabel, bound));
            string apart = $"{Of(Performance, "low")} > ignoring({BoundLabel}) {Of(Estimate, "high")} or {Of(Performance, "high")} < ignoring({BoundLabel}) {Of(Estimate, "low")}";
            Alert(rules, "MlDslPerformanceApart", apart, "1h", "warning", $"Labels of {{{{ $labels.{ModelLabel} }}}} show another {{{{ $labels.{MetricLabel} }}}} than was estimated", "The intervals lie apart: what is predicted may have changed itself, which no estimate without labels can see.", (MetricLabel, metric));
        }
        return rules.ToString();
    }

    private static void Drift(StringBuilder rules, WatchedModel model, ColumnProfile column, string label, string shift, RuleLimits limits)
    {
        // A process that was started anew tells of alarms when its first window is over: until then of what the one before told.
        string Raised(string kind) => $"last_over_time({Prom.Select(AlarmTimestamp, model.Name, (KindLabel, kind), (ColumnLabel, column.Name))}[{Whole(Silence(limits))}s])";
        string size = column is { Kind: ColumnProfileKind.Number, IsSensitive: false }
            ? $" The mean of the last window is {{{{ with printf \"{shift}{{{ModelLabel}=%q,{label}=%q}}\" $labels.{ModelLabel} $labels.{ColumnLabel} | query }}}}{{{{ . | first | value | printf \"%.4g\" }}}}{{{{ end }}}}{(column.Unit is { Length: > 0 } unit ? " " + Prom.Template(unit) : "")} off that of the reference."
            : "";
        string about = $"{{{{ $labels.{ColumnLabel} }}}} of {{{{ $labels.{ModelLabel} }}}}";
        string now = $"max by ({ModelLabel}, {KindLabel}, {ColumnLabel}, {ShiftLabel}) ({Raised("Window")})";
        Alert(rules, "MlDslDrift", $"time() - {now} < {Seconds(limits.Stands)}", "", "warning", $"{about} is not what it was", $"A window's {{{{ $labels.{ShiftLabel} }}}} is unlike the reference's.{size}", (ColumnLabel, column.Name));
        string trend = $"max by ({ModelLabel}, {KindLabel}, {ColumnLabel}, {ShiftLabel}) ({Raised("Trend")})";
        Alert(rules, "MlDslDriftTrend", $"time() - {trend} >= 0", "", "warning", $"{about} has shifted for good", $"All windows together show another {{{{ $labels.{ShiftLabel} }}}}; the trend is told once, and shown as long as windows are compared with this reference.{size}", (ColumnLabel, column.Name));
    }

    // Of a process that goes before its first window is over, and of one that has no monitor of this name, there is no time of a window at all: then requests before that time say that there should be.
    private static string Stopped(WatchedModel model, TimeSpan time)
    {
        // Of a length of time no fractions are read.
        string whole = Whole(time), range = $"[{whole}s]", window = Prom.Select(WindowTimestamp, model.Name), late = $"time() - {window} > {Seconds(time)}";
        if (model.Columns.Count == 0) return late;
        string requests = $"max by ({ModelLabel}) (last_over_time({Prom.Select($"{Duration}_count", model.Name)}{range} offset {whole}s))";
        return $"{late} or ({requests} * 0 + {Seconds(time)} unless on ({ModelLabel}) last_over_time({window}{range}))";
    }

    // For so long there may be no news of a window.
    private static TimeSpan Silence(RuleLimits limits) => (3 * limits.Every) + WindowsWithoutNews;

    private static string Whole(TimeSpan time) => Math.Ceiling(time.TotalSeconds).ToString("0", CultureInfo.InvariantCulture);

    // A counter that appears has no increase of its own: it is held against nothing then.
    private static string More(string counter, string time) => $"{counter} - ({counter} offset {time} or {counter} * 0) > 0";

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);

    private static void Group(StringBuilder rules, string name) => rules.Append("  - name: ").Append(Text(name)).Append("\n    rules:\n");

    private static void Record(StringBuilder rules, string name, string query) => rules.Append("      - record: ").Append(name).Append("\n        expr: ").Append(Text(query)).Append('\n');

    // Rules of one name are told apart by what they are of, which their series have as well.
    private static void Alert(StringBuilder rules, string name, string query, string pending, string severity, string summary, string description, (string Label, string Value)? of = null)
    {
        rules.Append("      - alert: ").Append(name).Append("\n        expr: ").Append(Text(query)).Append('\n');
        if (pending.Length > 0) rules.Append("        for: ").Append(pending).Append('\n');
        rules.Append("        labels:\n          severity: ").Append(severity);
        if (of is var (label, value)) rules.Append("\n          ").Append(label).Append(": ").Append(Text(Prom.Template(value)));
        rules.Append("\n        annotations:\n          summary: ").Append(Text(summary)).Append("\n          description: ").Append(Text(description)).Append('\n');
    }

    // YAML's double quotation marks: what is not printed there stands as its code.
    private static string Text(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\') quoted.Append('\\').Append(rune);
            else if (Prom.IsUnprinted(rune)) quoted.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
            else quoted.Append(rune);
        }
        return quoted.Append('"').ToString();
    }
}
