namespace MlDsl.Training;

/// <summary>
/// Implicit alternating least squares: what a user did is 1 and what he did not is 0, and both are fitted, what he did with a confidence of 1 + α times how strongly. Users and items in turn have their
/// factors solved for exactly.
/// </summary>
/// <remarks>
/// Hu, Koren and Volinsky (2008), "Collaborative Filtering for Implicit Feedback Datasets". The penalty of a row is λ·nᵛ, where n counts its interactions and v is
/// <see cref="AlsOptions.PenaltyGrowth"/>: Rendle, Krichene, Zhang and Koren (2021), "Revisiting the Performance of iALS on Item Recommendation Benchmarks".
/// </remarks>
internal static class ImplicitAls
{
    /// <summary>Draws factors and solves for them until the iterations are done.</summary>
    public static (FactorMatrix Users, FactorMatrix Items, TrainingLog Log) Fit(Interactions data, ImplicitAlsOptions options, TrainingControl control)
    {
        double deviation = 0.1 / Math.Sqrt(options.Factors);
        FactorMatrix users = new(data.Users, options.Factors), items = new FactorMatrix(data.Items, options.Factors).Draw(options.Seed, 1, deviation);
        return Fit(data, users, items, options, control);
    }

    /// <summary>The same from given factors of items; those of users are solved for first.</summary>
    public static (FactorMatrix Users, FactorMatrix Items, TrainingLog Log) Fit(
        Interactions data, FactorMatrix users, FactorMatrix items, ImplicitAlsOptions options, TrainingControl control)
    {
        TrainingLog log = FactorTraining.Iterate(options.Iterations, control, _ =>
        {
            Solve(data.ByUser, items, users, options, control);
            Solve(data.ByItem, users, items, options, control);
            return Loss(data, users, items, options, control);
        });
        return (users, items, log);
    }

    private static void Solve(InteractionMatrix data, FactorMatrix fixedSide, FactorMatrix solved, ImplicitAlsOptions options, TrainingControl control)
    {
        double[] gram = fixedSide.Gram(control.Workers, control.Cancellation);
        FactorTraining.EachRow(data.Rows, solved.Width, control, (row, squares) =>
        {
            ReadOnlySpan<int> indexes = data.IndexesOf(row);
            if (indexes.IsEmpty)
            {
                solved[row].Clear();
                return;
            }
            ReadOnlySpan<float> values = data.ValuesOf(row);
            squares.Start(gram);
            for (int i = 0; i < indexes.Length; i++)
            {
                double extra = options.Alpha * values[i];
                squares.Add(fixedSide[indexes[i]], extra, 1 + extra);
            }
            if (!squares.Solve(options.PenaltyOf(indexes.Length), solved[row])) throw FactorTraining.Indefinite(options.Trainer);
        });
    }

    // All pairs of user and item at once are a product of two small matrices; the interactions are put right one by one.
    private static double Loss(Interactions data, FactorMatrix users, FactorMatrix items, ImplicitAlsOptions options, TrainingControl control)
    {
        double[] userGram = users.Gram(control.Workers, control.Cancellation), itemGram = items.Gram(control.Workers, control.Cancellation);
        double loss = 0;
        for (int i = 0; i < users.Width; i++)
            for (int j = 0; j <= i; j++) loss += (i == j ? 1 : 2) * userGram[(i * users.Width) + j] * itemGram[(i * users.Width) + j];
        for (int user = 0; user < data.Users; user++)
        {
            ReadOnlySpan<int> indexes = data.ByUser.IndexesOf(user);
            ReadOnlySpan<float> values = data.ByUser.ValuesOf(user);
            for (int i = 0; i < indexes.Length; i++)
            {
                double score = FactorTraining.Dot(users[user], items[indexes[i]]);
                loss += ((1 + (options.Alpha * values[i])) * (1 - score) * (1 - score)) - (score * score);
            }
            if (indexes.Length > 0) loss += options.PenaltyOf(indexes.Length) * FactorTraining.Dot(users[user], users[user]);
        }
        for (int item = 0; item < data.Items; item++) loss += options.PenaltyOf(data.ByItem.IndexesOf(item).Length) * FactorTraining.Dot(items[item], items[item]);
        return loss;
    }
}
