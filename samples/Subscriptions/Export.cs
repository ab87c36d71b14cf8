using System.Globalization;

namespace Subscriptions;

/// <summary>A file as a German spreadsheet writes it, made up: semicolons, decimal commas, thousands points, euros and percents.</summary>
public static class Export
{
    public static void Write(string path, int rows, int seed)
    {
        var random = new Random(seed);
        var german = new NumberFormatInfo { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };
        using var file = new StreamWriter(path);
        file.WriteLine("no;Plan;Logins;Spent;Discount;Refund;Cancelled");
        for (int i = 0; i < rows; i++)
        {
            bool isYearly = random.Next(3) == 0;
            int logins = random.Next(40);
            double spent = 20 + (2000 * random.NextDouble());
            int percent = random.Next(0, 31);
            bool isCancelled = random.NextDouble() < 1 / (1 + Math.Exp((0.25 * logins) + (isYearly ? 2 : 0) - 3));
            string discount = random.Next(4) == 0 ? "n/a" : $"{percent} %", refund = isCancelled ? "€ " + (spent / 12).ToString("N2", german) : "";
            file.WriteLine($"{i};{(isYearly ? "Yearly" : "Monthly")};{logins};€ {spent.ToString("N2", german)};{discount};{refund};{(isCancelled ? "yes" : "no")}");
        }
    }
}
