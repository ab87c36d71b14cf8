using System.Text;
using System.Text.Json;
using MlDsl.Tool.Dashboards;
using MlDsl.Training;

namespace MlDsl.Tool.Tests.Dashboards;

/// <summary><c>mldsl dashboard</c>: what it writes of a model, and what it refuses.</summary>
public sealed class DashboardTests : IDisposable
{
    private readonly CodeFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Model => folder.Save("parcel.mldsl", Parcels.Model.Save);

    private JsonElement Dashboard() => JsonDocument.Parse(File.ReadAllText(folder["parcel.dashboard.json"])).RootElement;

    [Fact]
    public async Task TheDashboardIsOfTheDocumentedForm()
    {
        Answer answer = await CodeFolder.Run("dashboard", Model, "--out", folder.Path);
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.StartsWith($"parcel: {folder["parcel.dashboard.json"]}, {folder["parcel.rules.yml"]}\n", answer.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("MonitoringOptions.Name of the service have to be 'parcel'", answer.Output, StringComparison.Ordinal);
        JsonElement dashboard = Dashboard();
        Assert.Equal(JsonValueKind.Null, dashboard.GetProperty("id").ValueKind);
        Assert.Matches("^[a-z0-9-]{8,40}$", dashboard.GetProperty("uid").GetString());
        Assert.Equal("Model parcel 3", dashboard.GetProperty("title").GetString());
        JsonElement source = Assert.Single(dashboard.GetProperty("templating").GetProperty("list").EnumerateArray());
        Assert.Equal(("datasource", "datasource", "prometheus"), (source.GetProperty("name").GetString(), source.GetProperty("type").GetString(), source.GetProperty("query").GetString()));
        JsonElement[] panels = [.. dashboard.GetProperty("panels").EnumerateArray()];
        Assert.Equal(panels.Length, panels.Select(static panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        Assert.Equal(["Requests", "Windows and alarms", "Columns", "Scores", "Performance", "Groups of people"], panels.Where(static panel => panel.GetProperty("type").GetString() == "row").Select(static panel => panel.GetProperty("title").GetString()));
        foreach (JsonElement panel in panels.Where(static panel => panel.GetProperty("type").GetString() != "row"))
        {
            Assert.Contains(panel.GetProperty("type").GetString(), (string[])["timeseries", "table"]);
            Assert.Equal("${datasource}", panel.GetProperty("datasource").GetProperty("uid").GetString());
            Assert.NotEqual("", panel.GetProperty("description").GetString());
            string[] names = [.. panel.GetProperty("targets").EnumerateArray().Select(static target => target.GetProperty("refId").GetString()!)];
            Assert.Equal(names.Distinct(), names);
        }
        NoneOverlap(panels);
    }

    [Fact]
    public async Task ShiftsAreInTheColumnsUnitAndPeopleHaveNone()
    {
        await CodeFolder.Run("dashboard", Model, "--out", folder.Path);
        JsonElement[] panels = [.. Dashboard().GetProperty("panels").EnumerateArray()];
        JsonElement distance = panels.Single(static panel => panel.GetProperty("title").GetString() == "Distance: shift");
        Assert.Equal("suffix: km", distance.GetProperty("fieldConfig").GetProperty("defaults").GetProperty("unit").GetString());
        Assert.Equal("mldsl_monitoring_column_shift{mldsl_model_name=\"parcel\",mldsl_column=\"Distance\"}", distance.GetProperty("targets")[0].GetProperty("expr").GetString());
        Assert.Contains(panels, static panel => panel.GetProperty("title").GetString() == "Weight: shift");
        Assert.DoesNotContain(panels, static panel => panel.GetProperty("title").GetString() is "District: shift" or "Depot: shift");
        // By property, as Record is told of it.
        JsonElement district = panels.Single(static panel => panel.GetProperty("title").GetString() == "District");
        Assert.Contains("mldsl_column=\"District\"", district.GetProperty("targets")[0].GetProperty("expr").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheServicesNameAndItsLimitsAreInTheRules()
    {
        Answer answer = await CodeFolder.Run("dashboard", Model, "--out", folder["new"], "--rules", folder["rules/all.yml"], "--service", "late \"ones\"", "--latency", "0.25", "--errors", "0.01", "--every", "2", "--stands", "48");
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.True(File.Exists(folder["new/parcel.dashboard.json"]));
        string rules = File.ReadAllText(folder["rules/all.yml"]);
        Assert.Contains("""mldsl_model_name=\"late \\\"ones\\\"\"} > 0.25""", rules, StringComparison.Ordinal);
        Assert.Contains("> 0.01\"", rules, StringComparison.Ordinal);
        Assert.Contains("> 21900 or ", rules, StringComparison.Ordinal);
        Assert.Contains("< 172800\"", rules, StringComparison.Ordinal);
        // Each column and the probability, of windows and of trends.
        Assert.Equal(2 * (Parcels.Model.Reference!.Columns.Length + 1), rules.Split("- alert: MlDslDrift").Length - 1);
    }

    [Fact]
    public void HostileNamesStayTexts()
    {
        string dashboard = Encoding.UTF8.GetString(GrafanaDashboard.Write(Hostile.Model));
        string[] queries = PrometheusTests.Queries(dashboard);
        string[] titles = [.. JsonDocument.Parse(dashboard).RootElement.GetProperty("panels").EnumerateArray().Select(static panel => panel.GetProperty("title").GetString()!)];
        // What Grafana would put a variable's value in.
        foreach (string text in titles.Concat(queries))
        {
            Assert.DoesNotContain("${", text, StringComparison.Ordinal);
            Assert.DoesNotContain("[[", text, StringComparison.Ordinal);
            Assert.DoesNotContain('\u0001', text);
            Assert.DoesNotContain('\u202e', text);
        }
        Assert.Contains(queries, static query => query.EndsWith("""mldsl_column="a\"} or vector(1) #"}""", StringComparison.Ordinal));
        Assert.Contains(queries, static query => query.EndsWith("""mldsl_column="line\x0abreak\x01\U0000202e"}""", StringComparison.Ordinal));
    }

    [Fact]
    public void OfManyColumnsTheFirstHavePanelsOfTheirOwn()
    {
        ColumnProfile number = Hostile.Model.Columns[0];
        WatchedModel wide = Hostile.Model with { Columns = [.. Enumerable.Range(0, 150).Select(i => number with { Name = $"c{i}" })] };
        string[] titles = [.. JsonDocument.Parse(GrafanaDashboard.Write(wide)).RootElement.GetProperty("panels").EnumerateArray().Select(static panel => panel.GetProperty("title").GetString()!)];
        Assert.Equal(40, titles.Count(static title => title.StartsWith('c') && title.EndsWith(": shift", StringComparison.Ordinal)));
        Assert.Contains("Shift of the 110 other numbers", titles);
    }

    [Fact]
    public async Task AModelWithoutAReferenceHasItsRequestsAndSaysSo()
    {
        string file = folder.Save("bare.mldsl", ParcelModel.Fit(Parcels.Split.Train, control: new TrainingControl { Reference = false }).Save);
        Answer answer = await CodeFolder.Run("dashboard", file, "--out", folder.Path);
        Assert.Equal(0, answer.Code);
        Assert.Contains("holds no reference", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("column_shift", File.ReadAllText(folder["bare.dashboard.json"]), StringComparison.Ordinal);
        Assert.DoesNotContain("MlDslDrift", File.ReadAllText(folder["bare.rules.yml"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--latency 0", "--latency is above 0")]
    [InlineData("--every 9000", "--every is above 0, and at most 8784")]
    [InlineData("--stands -1", "--stands is above 0")]
    [InlineData("--errors 2", "--errors is a share of the requests")]
    [InlineData("--latency NaN", "--latency is above 0")]
    public async Task LimitsThatAreNoneAreRefused(string options, string expected)
    {
        Answer answer = await CodeFolder.Run(["dashboard", Model, "--out", folder.Path, .. options.Split(' ')]);
        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains(expected, answer.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["parcel.rules.yml"]));
    }

    [Fact]
    public async Task WhatCannotBeReadOrWrittenIsNamed()
    {
        string no = folder.Write("no.mldsl", "no model"), model = Model;
        foreach (string[] asked in new string[][] { ["dashboard", no], ["dashboard", folder["absent.mldsl"]], ["dashboard", model, "--out", model], ["dashboard", model, "--rules", folder.Path, "--out", folder["b"]] })
        {
            Answer answer = await CodeFolder.Run(asked);
            Assert.Equal((2, ""), (answer.Code, answer.Output));
            Assert.StartsWith("mldsl: ", answer.Error, StringComparison.Ordinal);
        }
        Assert.Contains("is the model itself", (await CodeFolder.Run("dashboard", model, "--out", folder.Path, "--rules", model)).Error, StringComparison.Ordinal);
        Assert.Contains("--service is empty", (await CodeFolder.Run("dashboard", model, "--service", " ")).Error, StringComparison.Ordinal);
        Assert.StartsWith("PK", File.ReadAllText(model), StringComparison.Ordinal);
    }

    private static void NoneOverlap(JsonElement[] panels)
    {
        var taken = new HashSet<(int, int)>();
        foreach (JsonElement place in panels.Select(static panel => panel.GetProperty("gridPos")))
        {
            int Of(string name) => place.GetProperty(name).GetInt32();
            Assert.InRange(Of("x") + Of("w"), 1, 24);
            for (int x = Of("x"); x < Of("x") + Of("w"); x++)
                for (int y = Of("y"); y < Of("y") + Of("h"); y++) Assert.True(taken.Add((x, y)), $"({x}, {y}) is of two panels");
        }
    }
}
