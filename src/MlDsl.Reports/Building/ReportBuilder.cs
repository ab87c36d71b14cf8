namespace MlDsl.Reports;

/// <summary>Puts the sections of a report together.</summary>
internal static class ReportBuilder
{
    /// <summary>The report of a model on rows.</summary>
    public static Report Of(ReportSubject subject)
    {
        IReadOnlyList<ColumnImportance> importance = ImportanceSection.Measure(subject, out string? unmeasured);
        IReadOnlyList<ColumnContribution> contributions = ImportanceSection.Contributions(subject, out string? untold);
        IReadOnlyList<string> order = ImportanceSection.Order(subject, importance, contributions);
        ReportSection?[] sections =
        [
            CardSection.Of(subject.Facts, subject.Options.Purpose),
            MetricsSection.Of(subject),
            subject.Metrics switch
            {
                RegressionMetrics metrics => RegressionSection.Of(subject, metrics),
                BinaryMetrics metrics => BinarySection.Of(subject, metrics),
                MulticlassMetrics metrics => MulticlassSection.Of(subject, metrics),
                RankingMetrics metrics => RankingSection.Of(subject, metrics),
                AnomalyMetrics metrics => AnomalySection.Of(subject, metrics),
                ClusterMetrics metrics => ClusterSection.Of(subject, metrics),
                _ => null,
            },
            ComparisonSection.Of(subject),
            GroupSection.Of(subject),
            SliceSection.Of(subject, order),
            ImportanceSection.Of(subject, importance, unmeasured, contributions, untold),
            RowSection.Of(subject),
            TrainingSection.Of(subject),
            DataSection.Of(subject, order),
            SplitSection.Of(subject),
            CostSection.Of(subject),
            ProvenanceSection.Of(subject.Facts),
        ];
        return new Report(subject.Facts.Title, [.. sections.OfType<ReportSection>()], subject.Options.Evaluation.Level);
    }

    /// <summary>The report of what a model's file holds, which no rows are needed for.</summary>
    public static Report Of(ModelFacts facts, string? purpose, CheckFindings? check) => new(
        facts.Title,
        [
            CardSection.Of(facts, purpose), EvaluationSection.Of(facts), FeatureSection.Of(facts),
            .. check is null ? Array.Empty<ReportSection>() : [new ReportSection("leakage", "Leakage", [.. SplitSection.Checked(check, facts.Card.Rows)])],
            ProvenanceSection.Of(facts),
        ]);
}
