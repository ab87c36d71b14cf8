using System.Text.Json;
using MlDsl.Columns;
using MlDsl.Kernels;

namespace MlDsl.Training;

/// <summary>Reads the entries of a model file of the second format.</summary>
internal static class ModelReader
{
    /// <summary>The parts, none of which is compared with code yet.</summary>
    /// <exception cref="ModelFileException">An entry is absent, altered, malformed or not known to this version; the message names it.</exception>
    /// <param name="archive">The file.</param>
    /// <param name="json">Its manifest.</param>
    /// <param name="others">Reads predictors of a task's own, by their kind; null where only those of every model are read.</param>
    public static ModelParts Read(ModelArchive archive, JsonElement json, OtherPredictors? others = null)
    {
        LearnedReader manifest = LearnedReader.Of(json, "The manifest");
        manifest.Admit("format", "mldsl", "name", "version", "task", "parent", "trainer", "data", "schema", "predictor", "warnings", "leakage", "sha256");
        LearnedReader hashes = manifest.Object("sha256"), shape = manifest.Object("predictor"), schema = manifest.Object("schema");
        hashes.Admit(ModelArchive.Plan, ModelArchive.Predictor, ModelArchive.Outcome, ModelArchive.Reference);
        shape.Admit("kind", "outputs", "features", "packing", "errorBound");
        schema.Admit("name", "sha256");
        byte[] Entry(string name) => archive.Read(name, hashes.Text(name));

        using JsonDocument plan = JsonDocument.Parse(Entry(ModelArchive.Plan)), outcome = JsonDocument.Parse(Entry(ModelArchive.Outcome));
        using JsonDocument evaluations = JsonDocument.Parse(archive.Read(ModelArchive.Evaluations, archive.EvaluationsHash));
        // The predictor first: its bytes bound what the plan may ask for.
        Predictor predictor = ReadPredictor(shape, Entry(ModelArchive.Predictor), others);
        FeaturePlan read = FeaturePlan.Read(plan.RootElement, predictor.Width);
        if (predictor.Width != read.Width || read.Schema.Hash != schema.Text("sha256") || read.Schema.Name != schema.Text("name"))
            throw new ModelFileException($"{ModelArchive.Plan} and {ModelArchive.Predictor} are not of one model; take the original file or save the model again");
        return new ModelParts(read, predictor, ReadOutcome(outcome.RootElement, predictor), ReadCard(manifest, read.Schema), ReadEvaluations(evaluations.RootElement))
        {
            Reference = hashes.Has(ModelArchive.Reference) ? ReadReference(Entry(ModelArchive.Reference), read.Schema) : null,
        };
    }

    private static ReferenceProfile ReadReference(byte[] bytes, DatasetSchema schema)
    {
        ReferenceProfile reference = ReferenceFile.Read(bytes);
        int place = 0;
        foreach (ColumnProfile column in reference.Columns)
        {
            while (place < schema.Inputs.Count && schema.Inputs[place].Member != column.Name) place++;
            if (place == schema.Inputs.Count)
                throw new ModelFileException($"{ModelArchive.Reference} has the column '{Visible.Of(column.Name)}', which is no input of '{schema.Name}' or not in its place; take the original file or save the model again");
        }
        return reference;
    }

    public static Predictor ReadPredictor(LearnedReader shape, byte[] bytes, OtherPredictors? others = null)
    {
        Predictor predictor = shape.Text("kind") switch
        {
            "linear" => LinearPredictor.Read(bytes),
            "trees" => TreePredictor.Read(bytes),
            "factorization" => FactorizationPredictor.Read(bytes),
            "deviation" => DeviationPredictor.Read(bytes),
            "mixture" => MixturePredictor.Read(bytes),
            var kind when kind == others?.Kind => others.Read(bytes),
            var kind => throw new ModelFileException($"The predictor is of the kind '{kind}', which this version of MlDsl does not know; read the file with the version that wrote it"),
        };
        // A bound that is stated holds for the leaves of the file.
        TreePacking packing = shape.Has("packing") ? shape.Enumeration<TreePacking>("packing") : TreePacking.Fast;
        double stated = shape.Has("errorBound") ? shape.Double("errorBound") : 0;
        (TreePacking Packing, double Bound) found = predictor is TreePredictor trees ? (trees.Packing, trees.ErrorBound) : (TreePacking.Fast, 0);
        if (packing != found.Packing || found.Bound > stated * (1 + 1e-9)) throw shape.Wrong("packing", $"is {packing} with errors up to {stated:R}, and the trees are {found.Packing} with errors up to {found.Bound:R}");
        return predictor.Outputs == shape.Integer("outputs", 1, int.MaxValue) && predictor.Width == shape.Integer("features", 0, int.MaxValue)
            ? predictor
            : throw shape.Wrong("predictor", "is not what its entry holds");
    }

    /// <summary>What a card tells of a training.</summary>
    public static ModelCard ReadCard(LearnedReader manifest, DatasetSchema schema)
    {
        LearnedReader trainer = manifest.Object("trainer"), data = manifest.Object("data"), options = trainer.Object("options");
        trainer.Admit("name", "options", "iterations", "converged", "objective", "tried");
        data.Admit("rows", "split", "fingerprint");
        var (rules, risks) = ReadLeakage(manifest);
        return new ModelCard
        {
            Name = manifest.Text("name"),
            Version = manifest.Text("version"),
            Task = manifest.Text("task"),
            Trainer = trainer.Text("name"),
            Options = TextMap.Of(options.Names.Select(name => KeyValuePair.Create(name, options.Text(name)))),
            Log = new TrainingLog((int)trainer.Integer("iterations", 0, int.MaxValue), trainer.Bool("converged"), trainer.Double("objective")) { Tried = ReadTried(trainer) },
            Rows = data.Integer("rows", 0, long.MaxValue),
            Split = data.Text("split"),
            DataFingerprint = data.Text("fingerprint"),
            Features = FeatureCode.Of(schema),
            LeakageRules = rules,
            AcceptedRisks = risks,
            Parent = manifest.Element("parent").ValueKind == JsonValueKind.Null ? null : manifest.Text("parent"),
            Warnings = manifest.Strings("warnings"),
        };
    }

    private static List<TriedCount>? ReadTried(LearnedReader trainer)
    {
        if (!trainer.Has("tried")) return null;
        var tried = new List<TriedCount>();
        foreach (JsonElement element in trainer.Elements("tried"))
        {
            LearnedReader one = LearnedReader.Of(element, $"Count {tried.Count + 1} that was tried");
            one.Admit("count", "criterion");
            tried.Add(new TriedCount((int)one.Integer("count", 1, int.MaxValue), one.Double("criterion")));
        }
        return tried;
    }

    private static (string? Rules, IReadOnlyList<AcceptedRisk> Risks) ReadLeakage(LearnedReader manifest)
    {
        if (!manifest.Has("leakage")) return (null, []);
        LearnedReader leakage = manifest.Object("leakage");
        leakage.Admit("rules", "accepted");
        var risks = new List<AcceptedRisk>();
        foreach (JsonElement element in leakage.Elements("accepted"))
        {
            LearnedReader risk = LearnedReader.Of(element, $"Accepted risk {risks.Count + 1}");
            risk.Admit("rule", "place", "reason");
            risks.Add(new AcceptedRisk(risk.Text("rule"), risk.Text("place"), risk.Text("reason")));
        }
        return (leakage.Has("rules") ? leakage.Text("rules") : null, risks);
    }

    private static Outcome ReadOutcome(JsonElement json, Predictor predictor)
    {
        LearnedReader reader = LearnedReader.Of(json, "The outcome");
        reader.Admit("steps", "classes", "positive", "baseline");
        var steps = new List<OutcomeStep>();
        foreach (JsonElement element in reader.Elements("steps"))
        {
            LearnedReader step = LearnedReader.Of(element, $"Step {steps.Count + 1} of the outcome");
            switch (step.Text("step"))
            {
                case "link":
                    step.Admit("step", "link");
                    steps.Add(new LinkStep(step.Enumeration<Link>("link")));
                    break;
                case "threshold":
                    step.Admit("step", "probability");
                    steps.Add(new ThresholdStep(new Probability(step.Float("probability"))));
                    break;
                case "calibration":
                    step.Admit("step", "method", "curves", "rows", "share");
                    steps.Add(ReadCalibration(step));
                    break;
                case "interval":
                    step.Admit("step", "level", "radius", "knots", "spreads", "rows", "share", "exchangeability", "quantiles");
                    steps.Add(ReadInterval(step));
                    break;
                case var other:
                    throw step.Wrong("step", $"is '{other}', which this version of MlDsl does not know");
            }
        }
        var outcome = new Outcome(steps)
        {
            Classes = reader.Strings("classes"),
            Positive = reader.Has("positive") ? reader.Text("positive") : null,
            Baseline = reader.Floats("baseline", 1, int.MaxValue),
        };
        return Problem(outcome, predictor) is { } problem ? throw reader.Wrong("classes", problem) : outcome;
    }

    private static CalibrationStep ReadCalibration(LearnedReader step)
    {
        var curves = new List<CalibrationCurve>();
        foreach (JsonElement element in step.Elements("curves"))
        {
            LearnedReader curve = LearnedReader.Of(element, $"Curve {curves.Count + 1} of the calibration");
            curve.Admit("values", "knots");
            curves.Add(new CalibrationCurve(curve.Doubles("values"), curve.Doubles("knots")));
        }
        return new CalibrationStep(step.Enumeration<Calibration>("method"), curves) { Rows = step.Integer("rows", 0, long.MaxValue), Share = ReadShare(step) };
    }

    private static IntervalStep ReadInterval(LearnedReader step) => new(
        step.Double("level"), step.Double("radius"), step.Doubles("knots"), step.Doubles("spreads"), step.Has("quantiles") && step.Bool("quantiles"))
    {
        Rows = step.Integer("rows", 0, long.MaxValue),
        Share = ReadShare(step),
        Exchangeability = step.Element("exchangeability").ValueKind == JsonValueKind.Null ? double.NaN
            : step.Double("exchangeability") is >= 0 and <= 1 and var probability ? probability
            : throw step.Wrong("exchangeability", "is not from 0 to 1"),
    };

    private static double ReadShare(LearnedReader step) => step.Double("share") is >= 0 and < 1 and var share ? share : throw step.Wrong("share", "is not from 0 to 1");

    /// <summary>What is wrong with the classes of an outcome beside its predictor, as the rest of a sentence; null where nothing is.</summary>
    public static string? Problem(Outcome outcome, Predictor predictor)
    {
        if (outcome.Classes.Distinct(StringComparer.Ordinal).Count() < outcome.Classes.Count) return "hold a class twice";
        // Two classes may have one score; no other class is without its own. A number is one, whatever scores tell its interval.
        int outputs = outcome.Outputs(predictor.Outputs), classes = outcome.ClassNames.Count;
        bool fits = classes == 0
            ? outputs == 1 || outcome.Link is Link.Logit or Link.Softmax
            : classes >= 2 && (outcome.Link == Link.Softmax ? classes == outputs : classes >= outputs);
        if (!fits) return FormattableString.Invariant($"are {classes}, which does not go with {predictor.Outputs} scores");
        return outcome.ProblemWith(predictor.Outputs) is { } problem ? FormattableString.Invariant($"are {classes}: {problem}") : null;
    }

    public static List<EvaluationRecord> ReadEvaluations(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Array) throw new ModelFileException("The evaluations are no list; take the original file or save the model again");
        var records = new List<EvaluationRecord>();
        foreach (JsonElement element in json.EnumerateArray())
        {
            LearnedReader record = LearnedReader.Of(element, $"Evaluation {records.Count + 1}");
            record.Admit("side", "rows", "times", "metrics");
            LearnedReader metrics = record.Object("metrics");
            records.Add(new EvaluationRecord(
                record.Text("side"), (int)record.Integer("rows", 0, int.MaxValue), (int)record.Integer("times", 0, int.MaxValue),
                [.. metrics.Names.Select(name => new NamedMetric(name, Metric(metrics, name)))]));
        }
        return records;
    }

    private static Metric Metric(LearnedReader metrics, string name)
    {
        double[] values = [.. metrics.Elements(name).Select(static v => v.ValueKind == JsonValueKind.Null ? double.NaN : v.GetDouble())];
        return values.Length == 3 && !values.Any(double.IsInfinity) ? new Metric(values[0], values[1], values[2]) : throw metrics.Wrong(name, "is not a value and the two ends of its interval");
    }
}
