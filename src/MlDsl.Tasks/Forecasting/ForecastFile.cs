using System.Buffers;
using System.Globalization;
using System.Text.Json;
using MlDsl.Columns;
using MlDsl.Json;
using MlDsl.Training;

namespace MlDsl.Forecasting;

/// <summary>A forecast as the bytes of a <c>*.mldsl</c> file and back. Reading runs no code.</summary>
internal static class ForecastFile
{
    private const string Entry = FurtherTask.ForecastEntry, Covariates = "pastCovariates";

    /// <summary>The file, and what tells the model from others.</summary>
    public static (byte[] File, string Hash) Write(ForecastParts parts)
    {
        List<(string Name, byte[] Content)> entries = [(ModelArchive.Plan, ModelWriter.Json(parts.Plan.Write)), (Entry, ModelWriter.Json(json => WriteForecast(json, parts)))];
        if (parts.Predictor is { } predictor)
        {
            var buffer = new ArrayBufferWriter<byte>();
            predictor.Write(buffer);
            entries.Add((ModelArchive.Predictor, buffer.WrittenSpan.ToArray()));
        }
        if (parts.Reference is { } reference) entries.Add((ModelArchive.Reference, ReferenceFile.Write(reference.Stored)));
        byte[] manifest = ModelWriter.Json(json => WriteManifest(json, parts, entries)), evaluations = ModelWriter.Json(json => ModelWriter.WriteEvaluations(json, parts.Evaluations));
        string hash = ModelArchive.Hash(manifest);
        return (ModelArchive.Write([(ModelArchive.Manifest, manifest), .. entries, (ModelArchive.Evaluations, evaluations)], $"{hash} {ModelArchive.Hash(evaluations)}"), hash);
    }

    /// <param name="bytes">The file.</param>
    /// <param name="source">What messages call it.</param>
    /// <param name="contract">The schema that it must be of.</param>
    /// <param name="covariates">The past covariates of that schema.</param>
    /// <exception cref="ModelFileException">The file is cut short, altered, of another model or of another schema.</exception>
    public static ForecastParts Read(ReadOnlyMemory<byte> bytes, string source, ModelContract contract, IReadOnlyList<PastCovariate> covariates) => ModelFile.Guarded(source, () =>
    {
        using var archive = new ModelArchive(bytes, source);
        using JsonDocument json = JsonDocument.Parse(archive.Read(ModelArchive.Manifest, archive.ManifestHash));
        LearnedReader manifest = LearnedReader.Of(json.RootElement, "The manifest");
        contract.CheckNames(manifest.Text("name"), manifest.Text("task"), source);
        manifest.Admit("format", "mldsl", "name", "version", "task", "parent", "trainer", "data", "schema", "predictor", "warnings", "leakage", "sha256");
        if (manifest.Integer("format", 0, int.MaxValue) is var format && format != ModelFile.Format)
            throw new ModelFileException($"{source} has format {format}, and this version of MlDsl reads forecasts of format {ModelFile.Format}; use the version that saved it ({manifest.Text("mldsl")})");
        LearnedReader hashes = manifest.Object("sha256"), schema = manifest.Object("schema");
        hashes.Admit(ModelArchive.Plan, ModelArchive.Predictor, ModelArchive.Reference, Entry);
        schema.Admit("name", "sha256");
        byte[] Bytes(string name) => archive.Read(name, hashes.Text(name));

        using JsonDocument plan = JsonDocument.Parse(Bytes(ModelArchive.Plan)), forecast = JsonDocument.Parse(Bytes(Entry));
        using JsonDocument evaluations = JsonDocument.Parse(archive.Read(ModelArchive.Evaluations, archive.EvaluationsHash));
        LearnedReader reader = LearnedReader.Of(forecast.RootElement, "The forecast");
        reader.Admit("season", "longSeason", "horizon", "strategy", "gaps", "clock", "interval", "quantiles", "usual", "series", "method", "options", "reference", Covariates);
        LagShape shape = ReadShape(reader) with { Covariates = ReadCovariates(reader) };
        Predictor? predictor = null;
        if (manifest.Element("predictor").ValueKind != JsonValueKind.Null)
        {
            LearnedReader kind = manifest.Object("predictor");
            kind.Admit("kind", "outputs", "features");
            predictor = ModelReader.ReadPredictor(kind, Bytes(ModelArchive.Predictor));
        }
        FeaturePlan read = FeaturePlan.Read(plan.RootElement, predictor?.Width ?? 1 << 20);
        if (read.Schema.Hash != schema.Text("sha256") || read.Schema.Name != schema.Text("name") || (predictor is not null && (predictor.Outputs != 1 || predictor.Width != read.Width + shape.Width)))
            throw new ModelFileException($"{ModelArchive.Plan}, {Entry} and {ModelArchive.Predictor} are not of one model; take the original file or save the model again");
        SeriesTrainerOptions? method = predictor is null
            ? SeriesTrainerOptions.Of(reader.Text("method"))?.Read(reader.Object("options")) ?? throw reader.Wrong("method", $"is '{Visible.Of(reader.Text("method"))}', which this version of MlDsl does not know")
            : null;
        ModelCard card = ModelReader.ReadCard(manifest, read.Schema);
        IReadOnlyList<string> warnings = new SchemaCheck(contract)
            .Columns([.. read.Schema.Columns.Select(static c => c.ToString())], [.. read.Schema.Features.Select(static f => f.ToString())])
            .Code(FeatureCode.Of(read.Schema), [])
            .Finish(source);
        bool isSeen = shape.Covariates.Select(static c => c.Covariate).SequenceEqual(predictor is null ? [] : covariates);
        if (!isSeen || (shape.IsRecursive && shape.Covariates.Count > 0))
            throw reader.Wrong(Covariates, $"are not those of '{read.Schema.Name}'");
        card = card with { Features = FeatureCode.Of(contract.Schema), Warnings = [.. card.Warnings.Union(warnings)] };
        Calibrated errors = ReadErrors(reader, shape);
        if (hashes.Has(ModelArchive.Reference) != reader.Has("reference")) throw new ModelFileException($"{ModelArchive.Reference} and {Entry} are not of one model; take the original file or save the model again");
        ForecastReference? reference = reader.Has("reference")
            ? ForecastReference.Read(reader.Object("reference"), shape.Horizon, errors.Levels.Interval, ReferenceFile.Read(Bytes(ModelArchive.Reference)))
            : null;
        return new ForecastParts(
            read, predictor, method, shape, ReadClock(reader.Object("clock")), reader.Enumeration<Gaps>("gaps"), errors, card, ModelReader.ReadEvaluations(evaluations.RootElement))
        {
            Reference = reference,
        };
    });

    private static void WriteManifest(Utf8JsonWriter json, ForecastParts parts, List<(string Name, byte[] Content)> entries)
    {
        json.WriteStartObject();
        json.WriteNumber("format", ModelFile.Format);
        json.WriteString("mldsl", ModelWriter.Version);
        ModelWriter.WriteCard(json, parts.Card);
        json.WriteStartObject("schema");
        json.WriteString("name", parts.Plan.Schema.Name);
        json.WriteString("sha256", parts.Plan.Schema.Hash);
        json.WriteEndObject();
        if (parts.Predictor is { } predictor)
        {
            json.WriteStartObject("predictor");
            json.WriteString("kind", predictor.Kind);
            json.WriteNumber("outputs", predictor.Outputs);
            json.WriteNumber("features", predictor.Width);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("predictor");
        }
        json.WriteTexts("warnings", parts.Card.Warnings);
        ModelWriter.WriteLeakage(json, parts.Card);
        json.WriteStartObject("sha256");
        foreach (var (name, content) in entries) json.WriteString(name, ModelArchive.Hash(content));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteForecast(Utf8JsonWriter json, ForecastParts parts)
    {
        json.WriteStartObject();
        json.WriteNumber("season", parts.Shape.Season);
        json.WriteNumber("longSeason", parts.Shape.LongSeason);
        json.WriteNumber("horizon", parts.Shape.Horizon);
        json.WriteString("strategy", (parts.Shape.IsRecursive ? ForecastStrategy.Recursive : ForecastStrategy.Direct).ToString());
        json.WriteString("gaps", parts.Gaps.ToString());
        if (parts.Shape.Covariates.Count > 0) WriteCovariates(json, parts.Shape.Covariates);
        if (parts.Method is { } method)
        {
            json.WriteString("method", method.Trainer);
            json.WriteStartObject("options");
            method.Write(json);
            json.WriteEndObject();
        }
        json.WriteStartObject("clock");
        json.WriteNumber("ticks", parts.Clock.Ticks);
        json.WriteNumber("months", parts.Clock.Months);
        json.WriteNumber("offset", parts.Clock.Offset);
        if (parts.Clock.Zone is { } zone) json.WriteString("zone", zone.Name);
        if (parts.Clock.CountsSteps) json.WriteBoolean("countsSteps", true);
        json.WriteEndObject();
        json.WriteNumber("interval", parts.Errors.Levels.Interval);
        json.WriteStartArray("quantiles");
        foreach (double quantile in parts.Errors.Quantiles) json.WriteNumberValue(quantile);
        json.WriteEndArray();
        json.WriteNumber("usual", parts.Errors.Usual);
        json.WriteStartObject("series");
        foreach (var (key, ratio) in parts.Errors.Ratios.OrderBy(static r => r.Key)) json.WriteNumber(key.ToString("x16", CultureInfo.InvariantCulture), ratio);
        json.WriteEndObject();
        if (parts.Reference is { } reference)
        {
            json.WriteStartObject("reference");
            reference.WriteMembers(json);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static LagShape ReadShape(LearnedReader reader)
    {
        var shape = new LagShape(
            (int)reader.Integer("season", 1, 100_000), (int)reader.Integer("longSeason", 0, 1_000_000), (int)reader.Integer("horizon", 1, 1_000_000),
            reader.Enumeration<ForecastStrategy>("strategy") == ForecastStrategy.Recursive);
        return shape.LongSeason % shape.Season == 0 ? shape : throw reader.Wrong("longSeason", "is no multiple of the season");
    }

    private static void WriteCovariates(Utf8JsonWriter json, IReadOnlyList<CovariateLags> covariates)
    {
        json.WriteStartArray(Covariates);
        foreach (PastCovariate covariate in covariates.Select(static c => c.Covariate))
        {
            json.WriteStartObject();
            json.WriteString("name", covariate.Name);
            json.WriteString("member", covariate.Member);
            json.WriteBoolean("flag", covariate.IsFlag);
            json.WriteBoolean("missing", covariate.MayMiss);
            json.WriteNumber("lags", covariate.Lags);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static CovariateLags[] ReadCovariates(LearnedReader reader)
    {
        if (!reader.Has(Covariates)) return [];
        int season = (int)reader.Integer("season", 1, 100_000);
        return [.. reader.Elements(Covariates).Select(element =>
        {
            LearnedReader covariate = LearnedReader.Of(element, "A past covariate of the forecast");
            covariate.Admit("name", "member", "flag", "missing", "lags");
            return new CovariateLags(
                new PastCovariate(covariate.Text("name"), covariate.Text("member"), covariate.Bool("flag"), covariate.Bool("missing"), (int)covariate.Integer("lags", 0, 1000)), season);
        })];
    }

    private static StepClock ReadClock(LearnedReader clock)
    {
        clock.Admit("ticks", "months", "offset", "countsSteps", "zone");
        var read = new StepClock(clock.Integer("ticks", 0, DateTime.MaxValue.Ticks), (int)clock.Integer("months", 0, 120_000), clock.Integer("offset", 0, DateTime.MaxValue.Ticks)) { CountsSteps = clock.Has("countsSteps") && clock.Bool("countsSteps"), Zone = clock.Has("zone") ? ZoneDays.Of(clock.Text("zone")) : null };
        return (read.Ticks > 0) != (read.Months > 0) ? read : throw clock.Wrong("ticks", "and 'months' are both 0, or both a step");
    }

    private static Calibrated ReadErrors(LearnedReader reader, LagShape shape)
    {
        if (reader.Double("interval") is not (> 0 and < 1 and var interval)) throw reader.Wrong("interval", "is not above 0 and below 1");
        var levels = new QuantileLevels(interval);
        double[] quantiles = reader.Doubles("quantiles");
        if (quantiles.Length != (long)shape.Horizon * levels.Count) throw reader.Wrong("quantiles", $"are {quantiles.Length}, and {shape.Horizon} steps have {(long)shape.Horizon * levels.Count}");
        LearnedReader series = reader.Object("series");
        var ratios = new Dictionary<ulong, double>();
        foreach (string key in series.Names)
        {
            if (!ulong.TryParse(key, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong number) || !(series.Double(key) >= 0) || !ratios.TryAdd(number, series.Double(key)))
                throw series.Wrong(Visible.Of(key), "is no series with the size of its errors");
        }
        return reader.Double("usual") is > 0 and var usual ? new Calibrated(levels, quantiles, ratios, usual) : throw reader.Wrong("usual", "is not above 0");
    }
}
