namespace MlDsl.Training;

/// <summary>
/// Alternating least squares of ratings: the mean rating, and what user, item and their factors add to it. Users and items in turn are solved for exactly, of the ratings
/// that there are.
/// </summary>
/// <remarks>
/// Zhou, Wilkinson, Schreiber and Pan (2008), "Large-Scale Parallel Collaborative Filtering for the Netflix Prize", with the offsets of Koren, Bell and Volinsky (2009). The
/// penalty of a row is λ·nᵛ, where n counts its ratings.
/// </remarks>
internal static class ExplicitAls
{
    /// <summary>Draws factors and solves until the iterations are done. The last element of each row is its offset from the mean.</summary>
    public static (FactorMatrix Users, FactorMatrix Items, double Mean, TrainingLog Log) Fit(Interactions data, ExplicitAlsOptions options, TrainingControl control)
    {
        double mean = MeanOf(data.ByUser);
        FactorMatrix users = new(data.Users, options.Factors + 1), items = new FactorMatrix(data.Items, options.Factors + 1).Draw(options.Seed, 1, 0.1 / Math.Sqrt(options.Factors));
        for (int item = 0; item < data.Items; item++) items[item][^1] = 0;
        TrainingLog log = FactorTraining.Iterate(options.Iterations, control, _ =>
        {
            Solve(data.ByUser, mean, items, users, options, control);
            Solve(data.ByItem, mean, users, items, options, control);
            return Loss(data, mean, users, items, options);
        });
        return (users, items, mean, log);
    }

    /// <summary>The mean of the values.</summary>
    public static double MeanOf(InteractionMatrix ratings)
    {
        double sum = 0;
        foreach (float rating in ratings.Values) sum += rating;
        return sum / ratings.Count;
    }

    private static void Solve(InteractionMatrix data, double mean, FactorMatrix fixedSide, FactorMatrix solved, ExplicitAlsOptions options, TrainingControl control) =>
        FactorTraining.EachRow(data.Rows, solved.Width, control, (row, squares) =>
        {
            ReadOnlySpan<int> indexes = data.IndexesOf(row);
            if (indexes.IsEmpty)
            {
                solved[row].Clear();
                return;
            }
            ReadOnlySpan<float> values = data.ValuesOf(row);
            Span<double> vector = stackalloc double[solved.Width];
            squares.Start([]);
            for (int i = 0; i < indexes.Length; i++)
            {
                // The row's own offset stands where the other's is.
                fixedSide[indexes[i]].CopyTo(vector);
                double offset = vector[^1];
                vector[^1] = 1;
                squares.Add(vector, 1, values[i] - mean - offset);
            }
            if (!squares.Solve(options.PenaltyOf(indexes.Length), solved[row])) throw FactorTraining.Indefinite(options.Trainer);
        });

    private static double Loss(Interactions data, double mean, FactorMatrix users, FactorMatrix items, ExplicitAlsOptions options)
    {
        double loss = 0;
        for (int user = 0; user < data.Users; user++)
        {
            ReadOnlySpan<int> indexes = data.ByUser.IndexesOf(user);
            ReadOnlySpan<float> values = data.ByUser.ValuesOf(user);
            for (int i = 0; i < indexes.Length; i++)
            {
                double residual = values[i] - mean - users[user][^1] - items[indexes[i]][^1] - FactorTraining.Dot(users[user][..^1], items[indexes[i]]);
                loss += residual * residual;
            }
            if (indexes.Length > 0) loss += options.PenaltyOf(indexes.Length) * FactorTraining.Dot(users[user], users[user]);
        }
        for (int item = 0; item < data.Items; item++) loss += options.PenaltyOf(data.ByItem.IndexesOf(item).Length) * FactorTraining.Dot(items[item], items[item]);
        return loss;
    }
}
