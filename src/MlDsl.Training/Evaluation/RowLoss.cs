namespace MlDsl.Training;

/// <summary>How far off predictions are, as a task measures it: less is better.</summary>
public delegate double RowLoss(in ScoredRows rows);
