namespace MlDsl.Monitoring;

/// <summary>The mean and the standard deviation of a number by the centres of its bins; NaN without rows that have one.</summary>
internal readonly record struct CellMoments(double Mean, double Deviation)
{
    public static CellMoments Of(ColumnProfile column, ReadOnlySpan<long> cells)
    {
        double rows = 0, sum = 0, square = 0;
        for (int bin = 0; bin < column.Bins; bin++)
        {
            rows += cells[bin];
            sum += cells[bin] * column.Centres[bin];
        }
        double mean = sum / rows;
        for (int bin = 0; bin < column.Bins; bin++) square += cells[bin] * (column.Centres[bin] - mean) * (column.Centres[bin] - mean);
        return new CellMoments(mean, Math.Sqrt(square / rows));
    }
}
