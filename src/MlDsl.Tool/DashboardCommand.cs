using System.CommandLine;
using MlDsl.Tool.Dashboards;
using MlDsl.Training;

namespace MlDsl.Tool;

/// <summary><c>mldsl dashboard MODEL</c> with its options.</summary>
internal static class DashboardCommand
{
    private static readonly Argument<string> Model = new("model") { Description = "The model, a .mldsl file" };
    private static readonly Option<string> Out = new("--out") { Description = "The folder of both files; it is made if it is not there", DefaultValueFactory = static _ => "." };
    private static readonly Option<string?> Rules = new("--rules") { Description = "The file of rules; MODEL with the ending .rules.yml in the folder unless given" };
    private static readonly Option<string?> Service = new("--service") { Description = "What the service calls the model in its metrics: ServingOptions.Name and MonitoringOptions.Name; the name in the model's file unless given" };
    private static readonly Option<double> Latency = new("--latency") { Description = "The seconds that 99 of 100 requests may take", DefaultValueFactory = static _ => 0.5 };
    private static readonly Option<double> Errors = new("--errors") { Description = "The share of requests that may be refused, from 0 to 1", DefaultValueFactory = static _ => 0.05 };
    private static readonly Option<double> Every = new("--every") { Description = "How many hours a window has: MonitoringOptions.Every", DefaultValueFactory = static _ => 1 };
    private static readonly Option<double> Stands = new("--stands") { Description = "For how many hours an alarm of a window is shown after it was raised", DefaultValueFactory = static _ => 24 };

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        var dashboard = new Command("dashboard", "Writes a dashboard of Grafana and rules of Prometheus for a service of the model: requests, windows, alarms, columns, performance") { Model, Out, Rules, Service, Latency, Errors, Every, Stands };
        dashboard.SetAction(static parsed => Write(parsed, parsed.InvocationConfiguration));
        return dashboard;
    }

    private static int Write(ParseResult parsed, InvocationConfiguration configuration)
    {
        string path = parsed.GetRequiredValue(Model), stem = Path.Combine(parsed.GetRequiredValue(Out), Path.GetFileNameWithoutExtension(path));
        string page = $"{stem}.dashboard.json", rules = parsed.GetValue(Rules) ?? $"{stem}.rules.yml";
        foreach (string file in (string[])[page, rules])
            if (Path.GetFullPath(file) == Path.GetFullPath(path)) throw new ToolException($"'{file}' is the model itself; name another file for its rules");
        if (parsed.GetValue(Service) is { } service && string.IsNullOrWhiteSpace(service)) throw new ToolException("--service is empty; say what the service calls the model, or leave it out");
        var limits = new RuleLimits(
            Above(parsed.GetValue(Latency), "--latency"),
            parsed.GetValue(Errors) is >= 0 and <= 1 and var errors ? errors : throw new ToolException("--errors is a share of the requests, from 0 to 1"),
            TimeSpan.FromHours(Above(parsed.GetValue(Every), "--every")),
            TimeSpan.FromHours(Above(parsed.GetValue(Stands), "--stands")));
        try
        {
            DynamicModel loaded = DynamicModel.Load(path);
            WatchedModel model = WatchedModel.Of(loaded, parsed.GetValue(Service));
            if (string.IsNullOrWhiteSpace(model.Name)) throw new ToolException($"'{path}' has no name that metrics could have; say by --service what the service calls the model");
            ToolFile.Write(page, GrafanaDashboard.Write(model));
            ToolFile.Write(rules, AlertRules.Write(model, limits));
            configuration.Output.WriteLine($"{Visible.Of(model.Name)}: {page}, {rules}");
            configuration.Output.WriteLine($"Metrics are found by the name: ServingOptions.Name and MonitoringOptions.Name of the service have to be '{Visible.Of(model.Name)}'");
            if (loaded.Reference is null) configuration.Error.WriteLine($"mldsl: '{path}' holds no reference, so that there is nothing to say of its columns; fit it without 'TrainingControl {{ Reference = false }}', and with WithReference for its scores");
            else if (loaded.Reference.Columns.Length > WatchedModel.MostColumns) configuration.Error.WriteLine($"mldsl: of {loaded.Reference.Columns.Length} columns the first {WatchedModel.MostColumns} are there, which a service measures");
            return 0;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidDataException or ModelFileException)
        {
            throw new ToolException(problem.Message);
        }
    }

    // A year of hours is more than anybody waits for; times of .NET end later.
    private static double Above(double value, string option) => value is > 0 and <= 8784 ? value : throw new ToolException($"{option} is above 0, and at most 8784");
}
