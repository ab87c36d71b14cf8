namespace MlDsl.Training;

/// <summary>The queries of a design: of each the places of its rows, from the highest grade down, and what it counts.</summary>
internal sealed class QueryPairs
{
    private readonly int[] starts;
    private readonly int[] rows;
    private readonly byte[] grades;
    private readonly double[] weights;
    private readonly int longest;
    private readonly LinearRankingOptions options;

    private QueryPairs(int[] starts, int[] rows, byte[] grades, double[] weights, LinearRankingOptions options)
    {
        (this.starts, this.rows, this.grades, this.weights, this.options) = (starts, rows, grades, weights, options);
        for (int query = 0; query < weights.Length; query++) longest = Math.Max(longest, starts[query + 1] - starts[query]);
    }

    /// <summary>Reads the rows once and puts the queries together.</summary>
    /// <exception cref="TrainingException">Rows have no group, or no query has rows of two grades.</exception>
    public static QueryPairs Read(IDesign design, LinearRankingOptions options, TrainingControl control)
    {
        if (design.Rows > Array.MaxLength) throw new TrainingException($"{design.Rows} rows are more than a ranking holds; train on a sample of the queries");
        var queries = new GroupNumbers((int)design.Rows);
        var grades = new byte[design.Rows];
        var sums = new List<double>();
        int row = 0;
        foreach (FeatureBlock block in design.Blocks(control.Cancellation))
        {
            control.Cancellation.ThrowIfCancellationRequested();
            queries.Add(block);
            while (sums.Count < queries.Counts.Count) sums.Add(0);
            for (int i = 0; i < block.Rows; i++, row++)
            {
                grades[row] = (byte)block.Labels[i];
                sums[queries.Of[row]] += block.Weights[i];
            }
        }
        return Sorted(queries.Of, grades, [.. sums.Select((sum, query) => sum / queries.Counts[query])], options);
    }

    /// <summary>The mean loss at the scores of the rows, each of which is replaced by the loss's derivative with respect to it.</summary>
    public double Evaluate(double[] byRow, TrainingControl control)
    {
        var losses = new double[weights.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = control.Workers, CancellationToken = control.Cancellation };
        // A query is one thread's, and losses are summed in their order: no bit depends on the number of threads.
        Parallel.For(0, losses.Length, parallel, () => new double[2 * longest], (query, _, room) =>
        {
            losses[query] = Evaluate(query, byRow, room);
            return room;
        }, static _ => { });
        double loss = 0;
        foreach (double each in losses) loss += each;
        return loss;
    }

    private static QueryPairs Sorted(int[] queries, byte[] gradeOf, double[] weights, LinearRankingOptions options)
    {
        var starts = new int[weights.Length + 1];
        foreach (int query in queries) starts[query + 1]++;
        for (int query = 0; query < weights.Length; query++) starts[query + 1] += starts[query];
        // First by grade, then by query, each time in the order that was there.
        var byGrade = new int[Grades.Most + 2];
        foreach (byte grade in gradeOf) byGrade[Grades.Most - grade + 1]++;
        for (int i = 0; i <= Grades.Most; i++) byGrade[i + 1] += byGrade[i];
        int[] descending = new int[queries.Length], rows = new int[queries.Length], next = starts[..^1];
        for (int row = 0; row < queries.Length; row++) descending[byGrade[Grades.Most - gradeOf[row]]++] = row;
        foreach (int row in descending) rows[next[queries[row]]++] = row;
        byte[] grades = Array.ConvertAll(rows, row => gradeOf[row]);

        double total = 0;
        for (int query = 0; query < weights.Length; query++)
        {
            if (grades[starts[query]] == grades[starts[query + 1] - 1]) weights[query] = 0;
            total += weights[query];
        }
        if (total == 0)
        {
            throw new TrainingException(
                $"No query of the {weights.Length} has rows of two grades and a weight, so that there is no pair to learn from; check that [Group] marks the query and [Label] the grade");
        }
        for (int query = 0; query < weights.Length; query++) weights[query] /= total;
        return new QueryPairs(starts, rows, grades, weights, options);
    }

    private double Evaluate(int query, double[] byRow, double[] room)
    {
        ReadOnlySpan<int> own = rows.AsSpan(starts[query], starts[query + 1] - starts[query]);
        if (weights[query] == 0)
        {
            foreach (int row in own) byRow[row] = 0;
            return 0;
        }
        ReadOnlySpan<byte> grade = grades.AsSpan(starts[query], own.Length);
        Span<double> scores = room.AsSpan(0, own.Length), slopes = room.AsSpan(longest, own.Length);
        for (int i = 0; i < own.Length; i++) scores[i] = byRow[own[i]];
        slopes.Clear();
        long count = Count(grade);
        double loss = count <= options.MaxPairs ? All(grade, scores, slopes) : Drawn(query, count, grade, scores, slopes);
        double share = weights[query] / Math.Min(count, options.MaxPairs);
        for (int i = 0; i < own.Length; i++) byRow[own[i]] = share * slopes[i];
        return share * loss;
    }

    private static double All(ReadOnlySpan<byte> grades, ReadOnlySpan<double> scores, Span<double> slopes)
    {
        double loss = 0;
        for (int from = 0, to; from < grades.Length; from = to)
        {
            to = EndOfGrade(grades, from);
            for (int better = from; better < to; better++)
                for (int worse = to; worse < grades.Length; worse++) loss += Compare(better, worse, scores, slopes);
        }
        return loss;
    }

    private double Drawn(int query, long count, ReadOnlySpan<byte> grades, ReadOnlySpan<double> scores, Span<double> slopes)
    {
        ulong stream = EvaluationRandom.Stream((ulong)options.Seed, query);
        double loss = 0;
        for (int draw = 0; draw < options.MaxPairs; draw++)
        {
            long pair = (long)Math.BigMul(EvaluationRandom.At(stream, (ulong)draw), (ulong)count, out _);
            int from = 0, to = EndOfGrade(grades, 0);
            for (long here; pair >= (here = (to - from) * (long)(grades.Length - to)); pair -= here) (from, to) = (to, EndOfGrade(grades, to));
            (long better, long worse) = Math.DivRem(pair, grades.Length - to);
            loss += Compare(from + (int)better, to + (int)worse, scores, slopes);
        }
        return loss;
    }

    /// <summary>The loss of a pair; its derivatives are added to both slopes.</summary>
    private static double Compare(int better, int worse, ReadOnlySpan<double> scores, Span<double> slopes)
    {
        // exp only of what is not positive, so that nothing overflows.
        double ahead = scores[better] - scores[worse], small = Math.Exp(-Math.Abs(ahead));
        double slope = ahead >= 0 ? small / (1 + small) : 1 / (1 + small);
        slopes[better] -= slope;
        slopes[worse] += slope;
        return Math.Max(-ahead, 0) + Math.Log(1 + small);
    }

    private static long Count(ReadOnlySpan<byte> grades)
    {
        long count = 0;
        for (int from = 0, to; from < grades.Length; from = to)
        {
            to = EndOfGrade(grades, from);
            count += (to - from) * (long)(grades.Length - to);
        }
        return count;
    }

    private static int EndOfGrade(ReadOnlySpan<byte> grades, int from)
    {
        int to = from + 1;
        while (to < grades.Length && grades[to] == grades[from]) to++;
        return to;
    }
}
